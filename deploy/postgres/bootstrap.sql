-- One role and one schema a service, nothing shared. Run once as a superuser in the shop's database.
-- The three :'…' variables are psql's; ./vitrina and the tests put quoted literals in their place.
-- Statements end with a semicolon at the end of a line; running it again changes nothing.
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA extensions;
GRANT USAGE ON SCHEMA extensions TO PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

DO $$ BEGIN CREATE ROLE auth LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE catalog LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE cart LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
ALTER ROLE auth PASSWORD :'auth_password';
ALTER ROLE catalog PASSWORD :'catalog_password';
ALTER ROLE cart PASSWORD :'cart_password';

CREATE SCHEMA IF NOT EXISTS auth AUTHORIZATION auth;
CREATE SCHEMA IF NOT EXISTS catalog AUTHORIZATION catalog;
CREATE SCHEMA IF NOT EXISTS cart AUTHORIZATION cart;

ALTER ROLE auth SET search_path = auth, extensions;
ALTER ROLE catalog SET search_path = catalog, extensions;
ALTER ROLE cart SET search_path = cart, extensions;

-- A hung statement or an abandoned transaction must not hold a row for ever. The services ask for the same; this is for
-- whoever else comes under their names.
ALTER ROLE auth SET statement_timeout = '10s';
ALTER ROLE catalog SET statement_timeout = '10s';
ALTER ROLE cart SET statement_timeout = '10s';
ALTER ROLE auth SET lock_timeout = '2s';
ALTER ROLE catalog SET lock_timeout = '2s';
ALTER ROLE cart SET lock_timeout = '2s';
ALTER ROLE auth SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE catalog SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE cart SET idle_in_transaction_session_timeout = '10s';
