-- A word that only a description has was never the one meant by a mistyped one: only words of names were known. All
-- words of the column that is searched are learned now, as long as there are fewer than a million of them: looking for
-- the likest among half a million takes some milliseconds.
CREATE FUNCTION learn(words text[]) RETURNS void LANGUAGE sql VOLATILE AS $$
    INSERT INTO search_term (term, key)
    SELECT given.term COLLATE pg_catalog."C", search_key(given.term)
    FROM unnest(words) AS given (term)
    WHERE given.term ~ '^[^0-9[:punct:][:space:]]{3,40}$'
      AND NOT EXISTS (SELECT FROM search_term known WHERE known.term = given.term)
      AND (SELECT reltuples FROM pg_class WHERE oid = 'search_term'::regclass) < 1000000
    -- In one order everywhere: two writers that learn the same words must not wait for each other in a ring.
    ORDER BY 1
    ON CONFLICT DO NOTHING;
$$;

CREATE OR REPLACE FUNCTION learn_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM learn(ARRAY(SELECT DISTINCT unnest(tsvector_to_array(search)) FROM inserted));
    RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION learn_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM learn(tsvector_to_array(new.search));
    RETURN NULL;
END;
$$;

DROP TRIGGER tr_product_renamed ON product;
CREATE TRIGGER tr_product_renamed AFTER UPDATE OF name, description ON product
    FOR EACH ROW WHEN (old.search IS DISTINCT FROM new.search) EXECUTE FUNCTION learn_renamed();

DROP FUNCTION learn_terms(text[]);
DROP FUNCTION search_terms(text);

SELECT learn(ARRAY(SELECT DISTINCT unnest(tsvector_to_array(search)) FROM product WHERE deleted_at IS NULL));
