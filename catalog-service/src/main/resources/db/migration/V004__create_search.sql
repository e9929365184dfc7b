-- The words that product names are made of, stemmed: what a mistyped word is corrected to. Words are never taken
-- away; one that no product has any more finds nothing.
CREATE TABLE search_term (
    term text COLLATE pg_catalog."C" NOT NULL,
    -- The term in Latin letters, because pg_trgm sees Cyrillic ones under some locales of the database only.
    key  text NOT NULL,
    CONSTRAINT pk_search_term PRIMARY KEY (term)
);

CREATE INDEX ix_search_term_key ON search_term USING gin (key gin_trgm_ops);

-- One letter for one letter; made to be compared, not read.
CREATE FUNCTION search_key(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN translate(search_fold(value),
        'абвгдежзийклмнопрстуфхцчшщыэюяьъ', 'abvgdejziiklmnoprstufhcxwqyeuy');

CREATE FUNCTION search_terms(name text) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN unnest(tsvector_to_array(to_tsvector('pg_catalog.russian', search_fold(name))));

CREATE FUNCTION learn_terms(names text[]) RETURNS void LANGUAGE sql VOLATILE AS $$
    INSERT INTO search_term (term, key)
    SELECT DISTINCT learned.term COLLATE pg_catalog."C", search_key(learned.term)
    FROM unnest(names) AS given (name), LATERAL search_terms(given.name) AS learned (term)
    WHERE learned.term ~ '^[^0-9[:punct:][:space:]]{3,40}$'
      AND NOT EXISTS (SELECT FROM search_term known WHERE known.term = learned.term)
    -- In one order everywhere: two writers that learn the same words must not wait for each other in a ring.
    ORDER BY 1
    ON CONFLICT DO NOTHING;
$$;

CREATE FUNCTION learn_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM learn_terms((SELECT array_agg(name) FROM inserted));
    RETURN NULL;
END;
$$;

CREATE FUNCTION learn_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM learn_terms(ARRAY[new.name]);
    RETURN NULL;
END;
$$;

CREATE TRIGGER tr_product_inserted AFTER INSERT ON product
    REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION learn_inserted();
CREATE TRIGGER tr_product_renamed AFTER UPDATE OF name ON product
    FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name) EXECUTE FUNCTION learn_renamed();

-- What a searcher means: the text as it is, or its words one by one, the last one possibly unfinished, each unknown
-- one replaced by the known ones most like it. words: letters and digits only, in lower case.
CREATE FUNCTION search_query(given text, words text[]) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
DECLARE
    folded text := search_fold(given);
    by_word tsquery;
    wanted tsquery;
    stem text;
    place integer;
BEGIN
    FOR place IN 1 .. coalesce(array_length(words, 1), 0) LOOP
        wanted := plainto_tsquery('pg_catalog.russian', words[place]);
        stem := (tsvector_to_array(to_tsvector('pg_catalog.russian', words[place])))[1];
        IF place = array_length(words, 1) AND char_length(words[place]) >= 2 THEN
            wanted := wanted || to_tsquery('pg_catalog.simple', words[place] || ':*');
        END IF;
        IF char_length(words[place]) >= 4 AND stem IS NOT NULL
            AND NOT EXISTS (SELECT FROM search_term WHERE term = stem)
            AND NOT (place = array_length(words, 1) AND EXISTS (
                SELECT FROM search_term WHERE term >= words[place] AND term < words[place] || chr(1114109)))
        THEN
            SELECT wanted || coalesce(
                (SELECT to_tsquery('pg_catalog.simple', string_agg(quote_literal(near.term), ' | '))
                 FROM (SELECT term FROM search_term
                       WHERE key % search_key(stem)
                       ORDER BY similarity(key, search_key(stem)) DESC, term LIMIT 3) near),
                ''::tsquery)
            INTO wanted;
        END IF;
        IF numnode(wanted) > 0 THEN
            by_word := CASE WHEN by_word IS NULL THEN wanted ELSE by_word && wanted END;
        END IF;
    END LOOP;
    RETURN plainto_tsquery('pg_catalog.russian', folded)
        || plainto_tsquery('pg_catalog.simple', folded)
        || coalesce(by_word, ''::tsquery);
END;
$$;

-- How many rows the planner expects of a query: dear counts are told as estimates.
CREATE FUNCTION estimated_rows(query text) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
    RETURN (plan -> 0 -> 'Plan' ->> 'Plan Rows')::bigint;
END;
$$;
