-- Scripts of our own and what is to be said of them. Each begins with a line of verdict and rules:
-- exactly these rules, lock-timeout-missing and lock-timeout-long apart.
--== DANGEROUS drop-table
DROP TABLE invoices;
--== DANGEROUS drop-table
DROP TABLE IF EXISTS billing.invoices, billing.invoice_lines;
--== DANGEROUS drop-table drop-cascade
drop table invoices cascade;
--== DANGEROUS drop-table
DROP TABLE "Invoices";
--== SAFE
CREATE TABLE staging (id int); DROP TABLE staging;
--== SAFE
CREATE TEMP TABLE work AS SELECT 1 AS id; DROP TABLE work;
--== DANGEROUS drop-schema
DROP SCHEMA legacy;
--== DANGEROUS drop-schema
DROP SCHEMA IF EXISTS legacy CASCADE;
--== DANGEROUS drop-database
DROP DATABASE reporting;
--== DANGEROUS drop-database
DROP TABLESPACE fast;
--== DANGEROUS drop-owned
DROP OWNED BY former_colleague;
--== DANGEROUS drop-column
ALTER TABLE members DROP COLUMN birthday;
--== DANGEROUS drop-column
ALTER TABLE members DROP birthday, DROP COLUMN IF EXISTS nickname;
--== DANGEROUS drop-column drop-column-cascade
ALTER TABLE members DROP COLUMN birthday CASCADE;
--== DANGEROUS drop-column
ALTER TABLE ONLY public.members ADD COLUMN born date, DROP COLUMN birthday;
--== DANGEROUS drop-column
ALTER TABLE members DROP COLUMN read, DROP COLUMN active;
--== CAUTION drop-column
ALTER TABLE members ADD COLUMN trial int; ALTER TABLE members DROP COLUMN trial;
--== DANGEROUS truncate
TRUNCATE events;
--== DANGEROUS truncate
TRUNCATE TABLE ONLY events, audit RESTART IDENTITY;
--== DANGEROUS truncate truncate-cascade
TRUNCATE accounts CASCADE;
--== SAFE
CREATE TABLE t1 (id int); TRUNCATE t1;
--== DANGEROUS delete-without-where
DELETE FROM tokens;
--== DANGEROUS delete-without-where
DELETE FROM tokens WHERE 1 = 1;
--== DANGEROUS delete-without-where
DELETE FROM tokens WHERE id = 4 OR TRUE;
--== DANGEROUS delete-without-where
DELETE FROM tokens USING users;
--== CAUTION delete-rows
DELETE FROM tokens WHERE expires < now();
--== DANGEROUS delete-without-where
WITH gone AS (DELETE FROM tokens RETURNING *) INSERT INTO old_tokens SELECT * FROM gone;
--== DANGEROUS update-without-where unbatched-backfill
UPDATE members SET status = 'new';
--== DANGEROUS update-without-where unbatched-backfill
UPDATE members SET status = (SELECT s FROM defaults WHERE id = 1);
--== CAUTION update-rows
UPDATE members SET status = 'old' WHERE joined < '2020-01-01';
--== CAUTION unbatched-backfill
UPDATE members SET region = 'eu' WHERE region IS NULL;
--== SAFE
UPDATE members SET region = 'eu' WHERE region IS NULL AND id BETWEEN 1 AND 5000;
--== SAFE
UPDATE members SET region = 'eu' WHERE id IN (SELECT id FROM members WHERE region IS NULL LIMIT 1000) AND region IS NULL;
--== CAUTION unbatched-backfill ddl-and-backfill
BEGIN; ALTER TABLE members ADD COLUMN region text; UPDATE members SET region = 'eu'; COMMIT;
--== CAUTION unbatched-backfill ddl-and-backfill
ALTER TABLE members ADD COLUMN region text; UPDATE members SET region = country;
--== CAUTION upsert
INSERT INTO plans (id, n) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET n = excluded.n;
--== SAFE
INSERT INTO plans (id, n) VALUES (1, 'DROP TABLE plans; DELETE FROM plans'), (2, 'y');
--== SAFE
INSERT INTO plans SELECT id, coalesce(n, '') FROM old_plans ON CONFLICT DO NOTHING;
--== CAUTION merge needs-newer-server
MERGE INTO stock USING delivery d ON stock.id = d.id WHEN MATCHED THEN UPDATE SET n = d.n;
--== CAUTION merge needs-newer-server
MERGE INTO stock USING gone g ON stock.id = g.id WHEN MATCHED THEN DELETE;
--== CAUTION assigned-twice update-rows
UPDATE stock SET n = 1, n = 2 WHERE id = 3;
--== DANGEROUS drop-cascade drop-definition
DROP TYPE colour CASCADE;
--== CAUTION drop-definition
DROP TYPE colour;
--== DANGEROUS drop-cascade drop-definition
DROP DOMAIN email CASCADE;
--== DANGEROUS drop-attribute
ALTER TYPE address DROP ATTRIBUTE street;
--== SAFE
ALTER TYPE colour ADD VALUE IF NOT EXISTS 'teal' AFTER 'green';
--== CAUTION rename-label
ALTER TYPE colour RENAME VALUE 'teal' TO 'cyan';
--== CAUTION label-used-in-transaction
BEGIN; ALTER TYPE colour ADD VALUE 'teal'; INSERT INTO paints (c) VALUES ('teal'); COMMIT;
--== SAFE
ALTER TYPE colour ADD VALUE 'teal'; INSERT INTO paints (c) VALUES ('green');
--== CAUTION drop-definition
DROP VIEW IF EXISTS active_members;
--== CAUTION drop-definition
DROP MATERIALIZED VIEW totals;
--== CAUTION drop-definition
DROP FUNCTION price(int, text), tax(numeric);
--== CAUTION drop-definition
DROP TRIGGER touched ON members;
--== CAUTION drop-sequence
DROP SEQUENCE invoice_no;
--== CAUTION drop-extension
DROP EXTENSION citext;
--== DANGEROUS drop-cascade drop-extension
DROP EXTENSION citext CASCADE;
--== SAFE
CREATE VIEW v AS SELECT 1 AS one; DROP VIEW v;
--== CAUTION rename-object
ALTER INDEX members_idx RENAME TO members_email;
--== CAUTION rename-object
ALTER SEQUENCE invoice_no RENAME TO bill_no;
--== CAUTION rename-object
ALTER TYPE colour RENAME TO color;
--== SAFE replace-definition
CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
--== SAFE replace-definition
CREATE OR REPLACE VIEW v AS SELECT 1 AS one;
--== CAUTION revoke
REVOKE ALL ON members FROM PUBLIC;
--== CAUTION system-setting
ALTER SYSTEM SET fsync = off;
--== CAUTION alter-sequence
ALTER SEQUENCE invoice_no RESTART;
--== CAUTION not-understood
ALTER SEQUENCE invoice_no SET UNLOGGED;
--== CAUTION create-index
CREATE INDEX members_email ON members (email);
--== CAUTION create-index
CREATE UNIQUE INDEX IF NOT EXISTS members_email ON public.members USING btree (lower(email) DESC) WHERE active;
--== SAFE
CREATE INDEX CONCURRENTLY members_email ON members (email);
--== SAFE concurrently-if-not-exists
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS members_email ON members (email);
--== CAUTION concurrently-in-transaction
BEGIN; CREATE INDEX CONCURRENTLY members_email ON members (email); COMMIT;
--== SAFE
CREATE TABLE fresh (id int, email text); CREATE UNIQUE INDEX fresh_email ON fresh (email);
--== SAFE
CREATE INDEX members_email ON ONLY members (email);
--== CAUTION drop-index
DROP INDEX members_email;
--== SAFE
DROP INDEX CONCURRENTLY IF EXISTS members_email;
--== CAUTION drop-index drop-index-of-constraint
DROP INDEX members_pkey;
--== CAUTION concurrently-in-transaction
BEGIN; DROP INDEX CONCURRENTLY members_email; COMMIT;
--== CAUTION reindex
REINDEX TABLE members;
--== CAUTION reindex
REINDEX INDEX members_email;
--== SAFE
REINDEX (VERBOSE, CONCURRENTLY) TABLE members;
--== SAFE
REINDEX INDEX CONCURRENTLY members_email;
--== CAUTION add-foreign-key
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (member_id) REFERENCES members (id);
--== SAFE
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (member_id) REFERENCES members (id) NOT VALID;
--== SAFE cascading-foreign-key
ALTER TABLE orders ADD FOREIGN KEY (member_id) REFERENCES members ON UPDATE NO ACTION ON DELETE CASCADE NOT VALID;
--== SAFE
ALTER TABLE orders VALIDATE CONSTRAINT fk;
--== SAFE validate-in-same-transaction
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (member_id) REFERENCES members NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT fk;
--== CAUTION validate-in-same-transaction
BEGIN; ALTER TABLE orders ADD CHECK (n > 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT orders_check; COMMIT;
--== SAFE
BEGIN; ALTER TABLE orders ADD CONSTRAINT c CHECK (n > 0) NOT VALID; COMMIT; BEGIN; ALTER TABLE orders VALIDATE CONSTRAINT c; COMMIT;
--== SAFE
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE);
--== CAUTION add-check
ALTER TABLE orders ADD CONSTRAINT positive CHECK (n > 0);
--== CAUTION add-unique
ALTER TABLE members ADD CONSTRAINT one_email UNIQUE (email);
--== SAFE
ALTER TABLE members ADD CONSTRAINT one_email UNIQUE USING INDEX members_email;
--== CAUTION add-primary-key
ALTER TABLE members ADD PRIMARY KEY (id);
--== SAFE
ALTER TABLE members ADD CONSTRAINT members_pkey PRIMARY KEY USING INDEX members_id;
--== CAUTION add-exclusion
ALTER TABLE rooms ADD EXCLUDE USING gist (room WITH =, during WITH &&);
--== CAUTION set-not-null
ALTER TABLE members ALTER COLUMN email SET NOT NULL;
--== SAFE
BEGIN; ALTER TABLE members ADD CONSTRAINT set CHECK (email IS NOT NULL) NOT VALID; COMMIT; ALTER TABLE members VALIDATE CONSTRAINT set; ALTER TABLE members ALTER email SET NOT NULL;
--== CAUTION set-not-null
BEGIN; ALTER TABLE members ADD CONSTRAINT set CHECK (email IS NOT NULL) NOT VALID; COMMIT; ALTER TABLE members ALTER email SET NOT NULL;
--== CAUTION set-not-null
BEGIN; ALTER TABLE members ADD CONSTRAINT set CHECK (email IS NOT NULL OR phone IS NOT NULL) NOT VALID; COMMIT; ALTER TABLE members VALIDATE CONSTRAINT set; ALTER TABLE members ALTER email SET NOT NULL;
--== CAUTION drop-constraint
ALTER TABLE orders DROP CONSTRAINT positive;
--== CAUTION drop-primary-key
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_pkey;
--== DANGEROUS drop-primary-key drop-constraint-cascade
ALTER TABLE orders DROP CONSTRAINT orders_pkey CASCADE;
--== CAUTION alter-domain
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE ~ '@');
--== SAFE
ALTER DOMAIN email ADD CONSTRAINT at CHECK (VALUE ~ '@') NOT VALID;
--== SAFE
ALTER TABLE members ADD COLUMN phone text;
--== SAFE
ALTER TABLE members ADD COLUMN IF NOT EXISTS seen timestamptz NOT NULL DEFAULT now(), ADD COLUMN n int DEFAULT 0;
--== SAFE
ALTER TABLE members ADD COLUMN tags text[] NOT NULL DEFAULT '{}'::text[], ADD COLUMN extra jsonb DEFAULT '{}';
--== CAUTION add-required-column
ALTER TABLE members ADD COLUMN phone text NOT NULL;
--== CAUTION add-required-column
ALTER TABLE members ADD phone text NOT NULL DEFAULT NULL;
--== CAUTION add-column-volatile-default
ALTER TABLE members ADD COLUMN token uuid DEFAULT gen_random_uuid() NOT NULL;
--== CAUTION add-column-volatile-default
ALTER TABLE members ADD COLUMN rank float8 DEFAULT random();
--== CAUTION add-column-volatile-default
ALTER TABLE members ADD COLUMN seen timestamptz DEFAULT clock_timestamp();
--== CAUTION add-column-volatile-default
ALTER TABLE members ADD COLUMN no bigint DEFAULT nextval('no_seq');
--== CAUTION add-column-volatile-default
ALTER TABLE members ADD COLUMN no text DEFAULT our_function();
--== CAUTION add-counted-column
ALTER TABLE members ADD COLUMN no bigserial;
--== CAUTION add-counted-column
ALTER TABLE members ADD COLUMN no bigint GENERATED BY DEFAULT AS IDENTITY;
--== CAUTION add-stored-column
ALTER TABLE members ADD COLUMN low text GENERATED ALWAYS AS (lower(email)) STORED;
--== SAFE needs-newer-server
ALTER TABLE members ADD COLUMN low text GENERATED ALWAYS AS (lower(email)) VIRTUAL;
--== SAFE add-json-column
ALTER TABLE members ADD COLUMN extra json;
--== CAUTION add-unique
ALTER TABLE members ADD COLUMN code text UNIQUE;
--== CAUTION add-check
ALTER TABLE members ADD COLUMN age int CHECK (age >= 0);
--== SAFE add-referencing-column
ALTER TABLE orders ADD COLUMN seller bigint REFERENCES sellers (id);
--== CAUTION change-type change-type-rewrites
ALTER TABLE items ALTER COLUMN id TYPE bigint;
--== DANGEROUS change-type-changes-values change-type-rewrites
ALTER TABLE items ADD COLUMN at timestamp; ALTER TABLE items ALTER at TYPE date;
--== DANGEROUS change-type-changes-values change-type-rewrites
ALTER TABLE items ADD COLUMN at timestamptz(6); ALTER TABLE items ALTER at TYPE timestamptz(0);
--== DANGEROUS change-type-changes-values change-type-rewrites
ALTER TABLE items ADD COLUMN price numeric(10,4); ALTER TABLE items ALTER price SET DATA TYPE numeric(10,2);
--== DANGEROUS change-type-changes-values change-type-rewrites
ALTER TABLE items ADD COLUMN w double precision; ALTER TABLE items ALTER w TYPE real;
--== DANGEROUS change-type-changes-values change-type-rewrites
ALTER TABLE items ADD COLUMN w float8; ALTER TABLE items ALTER w TYPE int;
--== DANGEROUS change-type-changes-values change-type-rewrites add-json-column
ALTER TABLE items ADD COLUMN doc json; ALTER TABLE items ALTER doc TYPE jsonb;
--== DANGEROUS change-type-changes-values change-type-rewrites
ALTER TABLE items ADD COLUMN host inet; ALTER TABLE items ALTER host TYPE cidr;
--== CAUTION change-type-may-fail change-type-rewrites
ALTER TABLE items ADD COLUMN n bigint; ALTER TABLE items ALTER n TYPE int;
--== CAUTION change-type-may-fail change-type-rewrites
ALTER TABLE items ADD COLUMN s varchar(40); ALTER TABLE items ALTER s TYPE varchar(20);
--== CAUTION change-type-may-fail change-type-rewrites
ALTER TABLE items ADD COLUMN s text; ALTER TABLE items ALTER s TYPE varchar(20);
--== CAUTION change-type-rewrites
ALTER TABLE items ADD COLUMN n int; ALTER TABLE items ALTER n TYPE bigint;
--== SAFE
ALTER TABLE items ADD COLUMN s varchar(20); ALTER TABLE items ALTER s TYPE varchar(40);
--== SAFE
ALTER TABLE items ADD COLUMN s varchar(20); ALTER TABLE items ALTER s TYPE text;
--== SAFE
ALTER TABLE items ADD COLUMN p numeric(8,2); ALTER TABLE items ALTER p TYPE numeric(12,2);
--== CAUTION change-type-using change-type-rewrites
ALTER TABLE items ALTER s TYPE varchar(5) USING s::varchar(5);
--== CAUTION change-type-using change-type-rewrites
ALTER TABLE items ALTER tags TYPE text[] USING string_to_array(tags, ',');
--== CAUTION rename-column
ALTER TABLE members RENAME mail TO email;
--== CAUTION rename-table
ALTER TABLE members RENAME TO people;
--== CAUTION set-schema
ALTER TABLE members SET SCHEMA crm;
--== SAFE loosen-column
ALTER TABLE members ALTER COLUMN email DROP NOT NULL;
--== SAFE drop-default
ALTER TABLE members ALTER COLUMN plan DROP DEFAULT;
--== SAFE
ALTER TABLE members ALTER COLUMN plan SET DEFAULT 'free', ALTER plan SET STATISTICS 500;
--== CAUTION set-logged
ALTER TABLE carts SET LOGGED;
--== CAUTION set-logged set-unlogged
ALTER TABLE carts SET UNLOGGED;
--== SAFE create-unlogged
CREATE UNLOGGED TABLE carts (id int);
--== CAUTION move-table
ALTER TABLE carts SET TABLESPACE fast;
--== CAUTION move-table
ALTER TABLE ALL IN TABLESPACE slow SET TABLESPACE fast;
--== CAUTION vacuum-full
VACUUM FULL members;
--== CAUTION vacuum-full
VACUUM (FULL, ANALYZE) members;
--== SAFE
VACUUM ANALYZE members;
--== CAUTION cluster
CLUSTER members USING members_pkey;
--== CAUTION refresh
REFRESH MATERIALIZED VIEW totals;
--== SAFE
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
--== CAUTION lock-table
LOCK TABLE members;
--== SAFE
LOCK TABLE members IN SHARE UPDATE EXCLUSIVE MODE;
--== CAUTION autovacuum-off
ALTER TABLE members SET (fillfactor = 70, autovacuum_enabled = off);
--== CAUTION attach-partition
ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
--== SAFE
CREATE TABLE events_2027 (LIKE events INCLUDING ALL); ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
--== CAUTION detach-partition
ALTER TABLE events DETACH PARTITION events_2020;
--== SAFE
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
--== CAUTION default-partition
CREATE TABLE events_rest PARTITION OF events DEFAULT;
--== SAFE create-partition
CREATE TABLE events_2027 PARTITION OF events FOR VALUES FROM (1) TO (2);
--== CAUTION disable-trigger
ALTER TABLE members DISABLE TRIGGER USER;
--== CAUTION replication-role
SET session_replication_role = 'replica';
--== CAUTION row-security
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
--== CAUTION create-rule
CREATE RULE keep AS ON DELETE TO members DO INSTEAD NOTHING;
--== SAFE create-trigger
CREATE TRIGGER touched BEFORE UPDATE ON members FOR EACH ROW EXECUTE FUNCTION touch();
--== SAFE several-tables-locked
BEGIN; ALTER TABLE a ADD COLUMN x int; ALTER TABLE b ADD COLUMN y int; COMMIT;
--== CAUTION work-under-exclusive-lock create-index
BEGIN; ALTER TABLE a ADD COLUMN x int; CREATE INDEX a_x ON a (x); COMMIT;
--== CAUTION transaction-left-open
BEGIN; CREATE TABLE a (id int);
--== CAUTION commit-inside
CREATE TABLE a (id int); ROLLBACK;
--== DANGEROUS delete-without-where
DO $$ BEGIN IF EXISTS (SELECT 1 FROM old) THEN DELETE FROM old; END IF; END $$;
--== DANGEROUS opaque
DO $$ DECLARE r record; BEGIN FOR r IN SELECT tablename FROM pg_tables LOOP EXECUTE 'DROP TABLE ' || quote_ident(r.tablename); END LOOP; END $$;
--== DANGEROUS drop-column
DO $x$ BEGIN EXECUTE 'ALTER TABLE members DROP COLUMN email'; END $x$;
--== CAUTION opaque
DO $$ DECLARE c text; BEGIN SELECT command INTO c FROM todo; EXECUTE c; END $$;
--== SAFE
DO $$ BEGIN CREATE TYPE colour AS ENUM ('red'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
--== SAFE
DO $$ DECLARE n int := 0; BEGIN n := n + 1; IF n > 0 THEN RAISE NOTICE 'n is %', n; ELSE ALTER TABLE m ADD COLUMN x int; END IF; END; $$ LANGUAGE plpgsql;
--== CAUTION opaque
DO LANGUAGE plperl 'print 1';
--== CAUTION calls-function
SELECT rebuild_everything();
--== DANGEROUS truncate
CREATE FUNCTION wipe() RETURNS void LANGUAGE plpgsql AS $$ BEGIN TRUNCATE members; END $$; SELECT wipe();
--== SAFE
CREATE FUNCTION wipe() RETURNS void LANGUAGE plpgsql AS $$ BEGIN TRUNCATE members; END $$;
--== SAFE
SELECT setval('members_id_seq', (SELECT max(id) FROM members)), count(*), lower('X') FROM members;
--== SAFE
SELECT pg_catalog.set_config('search_path', '', false);
--== CAUTION not-understood
PERFORM something;
--== CAUTION not-understood
ALTER TABLE ${schema}.members ADD COLUMN x int;
--== DANGEROUS not-understood
ALTER TABLE ${schema}.members DROP COLUMN x;
--== CAUTION not-understood
ALTER TABLE members ADD COLUMN x int, SET WHATEVER;
--== CAUTION runs-other-script
\i more.sql
--== CAUTION runs-other-script
COPY members FROM '/tmp/members.csv';
--== CAUTION set
SET zero_damaged_pages = on;
--== SAFE
SET LOCAL statement_timeout = '5min'; SET search_path TO app, public; SET TIME ZONE 'UTC'; RESET ALL;
--== SAFE
COMMENT ON COLUMN members.email IS 'never DROP TABLE'; GRANT SELECT, DELETE ON members TO app; ANALYZE members;
--== SAFE
CREATE EXTENSION IF NOT EXISTS pgcrypto; CREATE SCHEMA crm AUTHORIZATION app; CREATE SEQUENCE s; CREATE DOMAIN d AS text CHECK (VALUE <> '');
--== SAFE
CREATE TABLE g (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz DEFAULT now(), PRIMARY KEY (id)) PARTITION BY RANGE (id);
--== SAFE
CREATE POLICY own ON members USING (owner = current_user); CREATE PUBLICATION p FOR TABLE members;

--== CAUTION update-rows
UPDATE users SET plan = 'free' WHERE name IN (SELECT name FROM users WHERE plan IS NULL LIMIT 1000);

--== CAUTION update-rows
UPDATE users SET plan = 'free' WHERE id IN (SELECT id FROM users u JOIN o ON true WHERE plan IS NULL LIMIT 1000);

--== CAUTION update-rows
UPDATE users SET plan = 'free' WHERE id IN (SELECT id FROM users WHERE plan IS NULL OR a = 1 LIMIT 1000);

--== SAFE
UPDATE users SET plan = 'free' WHERE id IN (SELECT id FROM users WHERE plan IS NULL ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED);

--== CAUTION unbatched-backfill
UPDATE users SET plan = 'free' WHERE id IN (SELECT id FROM users WHERE plan IS NULL);

--== SAFE
CREATE TABLE part (LIKE events INCLUDING ALL);
ALTER TABLE part ADD CONSTRAINT b CHECK (id >= 10 AND id < 20);
ALTER TABLE events ATTACH PARTITION part FOR VALUES FROM (10) TO (20);

--== SAFE needs-newer-server
CREATE UNIQUE INDEX CONCURRENTLY one_email ON users (email) NULLS NOT DISTINCT;

--== SAFE
ALTER TABLE users NO FORCE ROW LEVEL SECURITY;

--== DANGEROUS drop-column drop-column-takes-constraint
ALTER TABLE seats ADD COLUMN hall text, ADD COLUMN spare int;
CREATE UNIQUE INDEX CONCURRENTLY one_seat ON seats (hall, place);
ALTER TABLE seats DROP COLUMN place;
--== CAUTION stop-enforcing needs-newer-server
ALTER TABLE orders ALTER CONSTRAINT to_customer NOT ENFORCED;
--== CAUTION start-enforcing
ALTER TABLE orders ALTER CONSTRAINT to_customer ENFORCED;
--== SAFE
ALTER TABLE orders ALTER CONSTRAINT to_customer DEFERRABLE INITIALLY DEFERRED;
--== SAFE
ALTER TABLE orders INHERIT all_orders;
--== CAUTION rename-object
ALTER TRIGGER touched ON orders RENAME TO changed;
--== SAFE alter-object
ALTER POLICY own ON orders USING (id > 0);
--== CAUTION not-understood
ALTER TRIGGER touched;
