-- Whether one of the newest products that are active has it: nearly always so of a word that many have.
CREATE FUNCTION search_meets(wanted tsquery) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM (
            SELECT p.search, p.is_active FROM product p WHERE p.deleted_at IS NULL
            ORDER BY p.created_at DESC, p.id DESC LIMIT 500) newest
        WHERE newest.is_active AND newest.search @@ wanted);
END;
$$;

-- Whether one of the first thousand products that have it is active. By the index of words, whatever the planner thinks
-- of a word it has not counted: it would read the table until it met one, or to the end. A word that has a thousand
-- products which are gone is taken for one that is gone; that only adds to what is found.
CREATE FUNCTION search_finds(wanted tsquery) RETURNS boolean LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM (SELECT p.deleted_at, p.is_active FROM product p WHERE p.search @@ wanted LIMIT 1000) found
        WHERE found.deleted_at IS NULL AND found.is_active);
END;
$$;

-- As before, save for what a known word is: one that an active product has, not one that a product had once. Words are
-- never taken out of search_term; one that was there by mistake for a day switched off its own correction for good.
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
            AND NOT search_meets(wanted) AND NOT search_finds(wanted)
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
