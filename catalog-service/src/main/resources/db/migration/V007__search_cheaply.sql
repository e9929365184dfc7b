-- The names are stemmed already, in the column that is searched: weight A holds them (and skus, which drop out here
-- for their digits). Stemming them once more took a quarter of the time of an import.
CREATE OR REPLACE FUNCTION learn_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_term (term, key)
    SELECT found.term COLLATE pg_catalog."C", search_key(found.term)
    FROM (SELECT DISTINCT unnest(tsvector_to_array(ts_filter(search, '{a}'))) AS term FROM inserted) found
    WHERE found.term ~ '^[^0-9[:punct:][:space:]]{3,40}$'
      AND NOT EXISTS (SELECT FROM search_term known WHERE known.term = found.term)
    -- In one order everywhere: two writers that learn the same words must not wait for each other in a ring.
    ORDER BY 1
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END;
$$;

-- As before, but with nothing said twice: each part of a query is looked for in every row that is ranked.
CREATE OR REPLACE FUNCTION search_query(given text, words text[]) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
DECLARE
    folded text := search_fold(given);
    count integer := coalesce(array_length(words, 1), 0);
    by_word tsquery;
    wanted tsquery;
    further tsquery;
    stem text;
    place integer;
BEGIN
    FOR place IN 1 .. count LOOP
        wanted := plainto_tsquery('pg_catalog.russian', words[place]);
        further := plainto_tsquery('pg_catalog.simple', words[place]);
        -- A stop word asks for nothing, save where it is all there is.
        CONTINUE WHEN numnode(wanted) = 0 AND place < count;
        stem := (tsvector_to_array(to_tsvector('pg_catalog.russian', words[place])))[1];
        IF place = count AND char_length(words[place]) >= 2 THEN
            wanted := wanted || to_tsquery('pg_catalog.simple', words[place] || ':*');
        ELSIF further <> wanted THEN
            wanted := wanted || further;
        END IF;
        IF char_length(words[place]) >= 4 AND stem IS NOT NULL
            AND NOT EXISTS (SELECT FROM search_term WHERE term = stem)
            AND NOT (place = count AND EXISTS (
                SELECT FROM search_term WHERE term >= words[place] AND term < words[place] || chr(1114109)))
        THEN
            SELECT to_tsquery('pg_catalog.simple', string_agg(quote_literal(near.term), ' | ')) INTO further
            FROM (SELECT term FROM search_term
                  WHERE key % search_key(stem)
                  ORDER BY similarity(key, search_key(stem)) DESC, term LIMIT 3) near;
            IF further IS NOT NULL THEN
                wanted := wanted || further;
            END IF;
        END IF;
        IF numnode(wanted) > 0 THEN
            by_word := CASE WHEN by_word IS NULL THEN wanted ELSE by_word && wanted END;
        END IF;
    END LOOP;
    -- Signs between letters, as in kt-2000x or usb-c 3.1, make words that only PostgreSQL's own parser knows.
    IF by_word IS NULL OR folded <> array_to_string(words, ' ') THEN
        wanted := plainto_tsquery('pg_catalog.russian', folded) || plainto_tsquery('pg_catalog.simple', folded);
        by_word := CASE WHEN by_word IS NULL THEN wanted ELSE by_word || wanted END;
    END IF;
    RETURN by_word;
END;
$$;
