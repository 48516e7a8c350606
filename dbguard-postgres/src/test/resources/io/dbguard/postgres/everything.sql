-- One of everything that a PostgreSQL database can hold, for the round trip. Needs a superuser.
-- Lines between "-- since N" and "-- end" are for servers of that major version and newer.

-- roles are made by the test: fidelity_owner, fidelity_reader, "Fidelity ""odd"" role"

-- schemas, comments, labels
CREATE SCHEMA app;
CREATE SCHEMA "Odd ""schema""";
CREATE SCHEMA owned AUTHORIZATION fidelity_owner;
COMMENT ON SCHEMA app IS 'It''s the \ app';
COMMENT ON SCHEMA public IS 'changed';

-- extensions, their members and what depends on them
CREATE EXTENSION hstore SCHEMA app;
CREATE EXTENSION citext SCHEMA public;
CREATE EXTENSION btree_gist SCHEMA public;
CREATE EXTENSION cube SCHEMA public;
CREATE EXTENSION earthdistance SCHEMA public;
CREATE EXTENSION ltree SCHEMA app;
CREATE EXTENSION postgres_fdw SCHEMA public;
CREATE EXTENSION file_fdw SCHEMA public;
REVOKE EXECUTE ON FUNCTION app.hstore(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.hstore(text, text) TO fidelity_reader;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_ls_waldir() TO fidelity_reader;

-- languages, casts, conversions, collations, transforms
CREATE FUNCTION app.call_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION app.inline_handler(internal) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE FUNCTION app.validator(oid) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE TRUSTED PROCEDURAL LANGUAGE handmade HANDLER app.call_handler INLINE app.inline_handler VALIDATOR app.validator;
GRANT USAGE ON LANGUAGE handmade TO fidelity_reader;
COMMENT ON LANGUAGE handmade IS 'by hand';
CREATE COLLATION app.posix (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
CREATE COLLATION app.german (provider = icu, locale = 'de-u-co-phonebk');
CREATE COLLATION app.blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
COMMENT ON COLLATION app.blind IS 'does not see case';
CREATE CONVERSION app.myconv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE DEFAULT CONVERSION app.defconv FOR 'WIN1252' TO 'UTF8' FROM win_to_utf8;

-- types of every sort
CREATE TYPE app.shell;
CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok', 'back\slash', '');
CREATE TYPE app.no_labels AS ENUM ();
CREATE TYPE app.pair AS (a int, "b ""q""" text COLLATE "C", c app.mood[]);
CREATE TYPE app.empty_pair AS ();
CREATE TYPE app.float_range AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE app.text_range AS RANGE (subtype = text, collation = "C", multirange_type_name = app.many_texts);
CREATE TYPE app.base;
CREATE FUNCTION app.base_in(cstring) RETURNS app.base LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION app.base_out(app.base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE app.base (INPUT = app.base_in, OUTPUT = app.base_out, LIKE = text, DEFAULT = 'de''fault', CATEGORY = 'x',
    PREFERRED = true, COLLATABLE = true, DELIMITER = ';');
CREATE TYPE app.int_base;
CREATE FUNCTION app.int_base_in(cstring) RETURNS app.int_base LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION app.int_base_out(app.int_base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE app.int_base (INPUT = app.int_base_in, OUTPUT = app.int_base_out, LIKE = int4);
CREATE TYPE app.own_range;
CREATE FUNCTION app.own_canonical(app.own_range) RETURNS app.own_range LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE app.own_range AS RANGE (subtype = int4, canonical = app.own_canonical);
CREATE CAST (app.base AS text) WITHOUT FUNCTION;
CREATE CAST (text AS app.base) WITH INOUT AS ASSIGNMENT;
CREATE CAST (int4 AS app.int_base) WITHOUT FUNCTION AS IMPLICIT;
COMMENT ON CAST (app.base AS text) IS 'as it is';
COMMENT ON TYPE app.mood IS 'moods';
ALTER TYPE app.mood OWNER TO fidelity_owner;
GRANT USAGE ON TYPE app.mood TO fidelity_reader;
REVOKE USAGE ON TYPE app.pair FROM PUBLIC;

-- domains, one whose check calls a function on the domain itself
CREATE DOMAIN app.email AS text COLLATE "C" DEFAULT 'none@x' NOT NULL CONSTRAINT has_at CHECK (VALUE LIKE '%@%')
    CHECK (length(VALUE) < 100);
CREATE DOMAIN app.odd AS int;
CREATE FUNCTION app.is_odd(app.odd) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::int % 2 = 1 $$;
ALTER DOMAIN app.odd ADD CONSTRAINT really CHECK (app.is_odd(VALUE)) NOT VALID;
ALTER DOMAIN app.odd ADD CONSTRAINT small CHECK (VALUE IN (1, 3, 5));
CREATE DOMAIN app.emails AS app.email[];
COMMENT ON DOMAIN app.email IS 'mail';
COMMENT ON CONSTRAINT has_at ON DOMAIN app.email IS 'an at';

-- functions, procedures, aggregates
CREATE FUNCTION app.twice(n int DEFAULT 2, OUT r int) LANGUAGE sql IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 5
    SET work_mem = '1MB' SET search_path = 'pg_catalog', "Odd ""schema""" AS $$ SELECT n * 2 $$;
CREATE FUNCTION app.many(VARIADIC v text[]) RETURNS SETOF text LANGUAGE sql STABLE ROWS 7 SECURITY DEFINER AS $$ SELECT unnest(v) $$;
CREATE FUNCTION app.tabled(a int) RETURNS TABLE (x int, "y y" text) LANGUAGE sql AS $f$ SELECT 1, '$$' $f$;
CREATE FUNCTION app.poly(anyelement, anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION app.atomic(n int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT n + 1; SELECT CASE WHEN n > 0 THEN 1 ELSE 2 END; END;
CREATE FUNCTION app.with_default(a int, b text DEFAULT 'x', c app.mood DEFAULT 'sad') RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION app."Weird ""name"""() RETURNS void LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
CREATE FUNCTION app.handmade() RETURNS int LANGUAGE handmade AS $$ BEGIN RETURN 1; END $$;
CREATE FUNCTION app.windowed(int) RETURNS int LANGUAGE internal WINDOW IMMUTABLE STRICT AS 'window_rank';
CREATE PROCEDURE app.act(INOUT a int, b text) LANGUAGE plpgsql AS $$ BEGIN a := 1; END $$;
CREATE PROCEDURE app.act(OUT a int, b int) LANGUAGE plpgsql AS $$ BEGIN a := 1; END $$;
COMMENT ON PROCEDURE app.act(OUT int, int) IS 'the second';
ALTER FUNCTION app.many(text[]) OWNER TO fidelity_owner;
REVOKE ALL ON FUNCTION app.twice(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.twice(int) TO "Fidelity ""odd"" role" WITH GRANT OPTION;
CREATE FUNCTION app.needs_hstore(app.hstore) RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;
ALTER FUNCTION app.needs_hstore(app.hstore) DEPENDS ON EXTENSION hstore;
CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', COMBINEFUNC = int4pl, PARALLEL = safe);
CREATE AGGREGATE app.moving(float8) (SFUNC = float8pl, STYPE = float8, MSFUNC = float8pl, MINVFUNC = float8mi, MSTYPE = float8,
    INITCOND = '0', MINITCOND = '0', SSPACE = 100);
CREATE AGGREGATE app.percentile(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal,
    FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA = true, FINALFUNC_MODIFY = READ_WRITE);
CREATE AGGREGATE app.hypo(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal,
    FINALFUNC = rank_final, FINALFUNC_EXTRA = true, HYPOTHETICAL);
CREATE AGGREGATE app.nothing(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
CREATE AGGREGATE app.largest(int) (SFUNC = int4larger, STYPE = int, SORTOP = >);
COMMENT ON AGGREGATE app.nothing(*) IS 'counts';
COMMENT ON AGGREGATE app.percentile(float8 ORDER BY anyelement) IS 'percentile';
ALTER AGGREGATE app.nothing(*) OWNER TO fidelity_owner;
ALTER AGGREGATE app.percentile(float8 ORDER BY anyelement) OWNER TO fidelity_owner;

-- operators, families, classes, access methods
CREATE FUNCTION app.pair_eq(app.pair, app.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a = ($2).a $$;
CREATE FUNCTION app.pair_ne(app.pair, app.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a <> ($2).a $$;
CREATE OPERATOR app.=== (FUNCTION = app.pair_eq, LEFTARG = app.pair, RIGHTARG = app.pair, COMMUTATOR = OPERATOR(app.===),
    NEGATOR = OPERATOR(app.!==), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR app.!== (FUNCTION = app.pair_ne, LEFTARG = app.pair, RIGHTARG = app.pair, NEGATOR = OPERATOR(app.===));
CREATE OPERATOR app.#! (FUNCTION = app.twice, RIGHTARG = int);
COMMENT ON OPERATOR app.#! (NONE, int) IS 'twice';
ALTER OPERATOR app.#! (NONE, int) OWNER TO fidelity_owner;
CREATE OPERATOR FAMILY app.numbers USING btree;
ALTER OPERATOR FAMILY app.numbers USING btree ADD
    OPERATOR 1 < (int4, int8), OPERATOR 2 <= (int4, int8), OPERATOR 3 = (int4, int8), OPERATOR 4 >= (int4, int8),
    OPERATOR 5 > (int4, int8), FUNCTION 1 (int4, int8) btint48cmp(int4, int8);
CREATE OPERATOR CLASS app.backwards FOR TYPE int4 USING btree FAMILY app.numbers AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(int4, int4);
CREATE OPERATOR CLASS app.boxes DEFAULT FOR TYPE app.float_range USING gist AS STORAGE app.float_range;
COMMENT ON OPERATOR CLASS app.backwards USING btree IS 'backwards';
COMMENT ON OPERATOR FAMILY app.numbers USING btree IS 'numbers';
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD gist2 TYPE INDEX HANDLER gisthandler;
COMMENT ON ACCESS METHOD heap2 IS 'the same';

-- text search
CREATE TEXT SEARCH PARSER app.words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype,
    HEADLINE = prsd_headline);
CREATE TEXT SEARCH TEMPLATE app.plain (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY app.simple (TEMPLATE = app.plain, accept = 'false');
CREATE TEXT SEARCH CONFIGURATION app.config (PARSER = app.words);
ALTER TEXT SEARCH CONFIGURATION app.config ADD MAPPING FOR asciiword, word WITH app.simple, english_stem;
COMMENT ON TEXT SEARCH CONFIGURATION app.config IS 'config';
ALTER TEXT SEARCH DICTIONARY app.simple OWNER TO fidelity_owner;

-- foreign data
CREATE FOREIGN DATA WRAPPER dummy OPTIONS (a '1', "b ""q""" 'it''s');
CREATE SERVER far TYPE 't' VERSION 'v1' FOREIGN DATA WRAPPER dummy OPTIONS (host 'x');
CREATE SERVER near FOREIGN DATA WRAPPER file_fdw;
CREATE USER MAPPING FOR fidelity_reader SERVER far OPTIONS ("user" 'x', password 'secret');
CREATE USER MAPPING FOR PUBLIC SERVER far;
GRANT USAGE ON FOREIGN DATA WRAPPER dummy TO fidelity_owner;
GRANT USAGE ON FOREIGN SERVER far TO fidelity_owner WITH GRANT OPTION;
COMMENT ON SERVER far IS 'far away';
COMMENT ON FOREIGN DATA WRAPPER dummy IS 'dummy';
CREATE FOREIGN TABLE app.remote (id int OPTIONS (name 'ID') NOT NULL, v text COLLATE "C" DEFAULT 'x', CHECK (id > 0))
    SERVER far OPTIONS (tab 'T', "odd ""opt""" '\');

-- sequences
CREATE SEQUENCE app.odd_numbers AS smallint INCREMENT BY -2 MINVALUE -99 MAXVALUE -1 START -1 CACHE 5 CYCLE;
SELECT nextval('app.odd_numbers');
CREATE SEQUENCE app.set_and_not_called;
SELECT setval('app.set_and_not_called', 42, false);
GRANT USAGE ON SEQUENCE app.odd_numbers TO fidelity_reader;

-- tables: columns of every sort
CREATE TABLE app.people (
    id serial PRIMARY KEY,
    mood app.mood DEFAULT 'sad',
    mail app.email,
    tags app.hstore,
    doubled int DEFAULT app.twice(4),
    big text,
    german text COLLATE app.german,
    during tstzrange,
    pair app.pair,
    base app.base,
    always int GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 5),
    maybe bigint GENERATED BY DEFAULT AS IDENTITY,
    computed text GENERATED ALWAYS AS (lower(big)) STORED,
    dropped int,
    "Odd ""column""" numeric(10,2)[] DEFAULT '{1.5}',
    CONSTRAINT alone EXCLUDE USING gist (during WITH &&) DEFERRABLE,
    CONSTRAINT not_alone EXCLUDE USING gist (id WITH =, during WITH -|-) WITH (fillfactor = 60) WHERE (id > 0),
    UNIQUE (id, mood) INCLUDE (big) WITH (fillfactor = 80) DEFERRABLE INITIALLY DEFERRED
) WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
ALTER TABLE app.people DROP COLUMN dropped;
ALTER TABLE app.people ALTER big SET STORAGE EXTERNAL, ALTER id SET STATISTICS 50, ALTER mood SET (n_distinct = 3, n_distinct_inherited = -0.5),
    ALTER german SET COMPRESSION pglz;
ALTER TABLE app.people ADD CONSTRAINT late CHECK (id > 0) NOT VALID;
ALTER TABLE app.people ADD CONSTRAINT in_list CHECK (big IN ('a', 'b', 'A b')), ADD CONSTRAINT lonely CHECK (id < 1000) NO INHERIT;
ALTER TABLE app.people CLUSTER ON people_pkey;
ALTER TABLE app.people OWNER TO fidelity_owner;
GRANT SELECT, INSERT ON app.people TO fidelity_reader;
GRANT UPDATE (mood, mail) ON app.people TO fidelity_reader WITH GRANT OPTION;
REVOKE DELETE ON app.people FROM fidelity_owner;
CREATE UNLOGGED TABLE app.cache (k text PRIMARY KEY, v jsonb, n int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE app.cache REPLICA IDENTITY FULL;
CREATE TABLE app.no_columns ();
CREATE TABLE app.only_generated (a int GENERATED ALWAYS AS (7) STORED);
CREATE TABLE app.with_index_identity (id int NOT NULL, v text);
CREATE UNIQUE INDEX identity_index ON app.with_index_identity (id);
ALTER TABLE app.with_index_identity REPLICA IDENTITY USING INDEX identity_index;
CREATE TABLE app.other_method (a int) USING heap2;
CREATE TYPE app.typed_row AS (id int, v text, w int);
CREATE TABLE app.typed OF app.typed_row (id WITH OPTIONS PRIMARY KEY, v WITH OPTIONS DEFAULT 'x' NOT NULL);
CREATE TABLE "Odd ""schema"""."Odd ""table""
with a line" ("a b" int, "select" text);
CREATE TABLE app.visits (person int REFERENCES app.people ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    at timestamptz DEFAULT now());
ALTER TABLE app.visits ADD CONSTRAINT unchecked FOREIGN KEY (person) REFERENCES app.people NOT VALID;
CREATE TABLE app.chicken (id int PRIMARY KEY, egg int);
CREATE TABLE app.egg (id int PRIMARY KEY, chicken int REFERENCES app.chicken, parent int REFERENCES app.egg);
ALTER TABLE app.chicken ADD FOREIGN KEY (egg) REFERENCES app.egg ON DELETE RESTRICT;
COMMENT ON CONSTRAINT egg_chicken_fkey ON app.egg IS 'which came''s first';
CREATE TABLE app.takes_itself (id int, n int);
CREATE FUNCTION app.row_size(app.takes_itself) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;
CREATE FUNCTION app.default_of_itself() RETURNS int LANGUAGE sql AS $$ SELECT app.row_size(ROW(1, 2)::app.takes_itself) $$;
ALTER TABLE app.takes_itself ALTER n SET DEFAULT app.row_size(NULL), ADD CHECK (app.row_size(takes_itself) > 0);
-- since 15
CREATE TABLE app.nulls_distinct (a int, UNIQUE NULLS NOT DISTINCT (a));
ALTER TABLE app.visits ADD person2 int, ADD CONSTRAINT set_some FOREIGN KEY (person2) REFERENCES app.people ON DELETE SET NULL (person2);
CREATE UNLOGGED SEQUENCE app.unlogged_sequence;
-- end
-- since 16
CREATE COLLATION app.ruled (provider = icu, locale = 'und', rules = '&V << w <<< W');
ALTER TABLE app.cache ALTER v SET STORAGE MAIN;
-- end
-- since 17
CREATE COLLATION app.builtin (provider = builtin, locale = 'C.UTF-8');
GRANT MAINTAIN ON app.people TO fidelity_reader;
CREATE TABLE app.partitioned_identity (id int GENERATED ALWAYS AS IDENTITY, v int) PARTITION BY RANGE (v);
CREATE TABLE app.partitioned_identity_1 PARTITION OF app.partitioned_identity FOR VALUES FROM (0) TO (10);
INSERT INTO app.partitioned_identity (v) VALUES (1), (2);
-- end
-- since 18
CREATE TABLE app.eighteen (a int CONSTRAINT "Named ""not null""" NOT NULL, b int CONSTRAINT no_heirs NOT NULL NO INHERIT,
    c int GENERATED ALWAYS AS (a * 2) VIRTUAL, d int, e int CHECK (e > 0) NOT ENFORCED,
    f int REFERENCES app.chicken NOT ENFORCED, during tstzrange, id int,
    UNIQUE (id, during WITHOUT OVERLAPS));
ALTER TABLE app.eighteen ADD CONSTRAINT not_yet NOT NULL d NOT VALID;
CREATE TABLE app.eighteen_child (CONSTRAINT own_name NOT NULL a) INHERITS (app.eighteen);
-- end

-- tablespaces
CREATE TABLE app.elsewhere (id int PRIMARY KEY USING INDEX TABLESPACE fidelity_space, v text) TABLESPACE fidelity_space;
CREATE INDEX elsewhere_v ON app.elsewhere (v) TABLESPACE fidelity_space;
CREATE TABLE app.parts_elsewhere (id int) PARTITION BY LIST (id) TABLESPACE fidelity_space;
CREATE TABLE app.part_at_home PARTITION OF app.parts_elsewhere FOR VALUES IN (1) TABLESPACE pg_default;
CREATE MATERIALIZED VIEW app.view_elsewhere TABLESPACE fidelity_space AS SELECT 1 AS one;

-- inheritance with merging
CREATE TABLE app.parent1 (a int NOT NULL, b text DEFAULT 'p1', CONSTRAINT c CHECK (a > 0));
CREATE TABLE app.parent2 (b text DEFAULT 'p2', c numeric, CONSTRAINT c CHECK (c IS NULL OR c <> 5));
ALTER TABLE app.parent2 DROP CONSTRAINT c;
CREATE TABLE app.child (d date, b text DEFAULT 'own', CONSTRAINT c CHECK (a > 0)) INHERITS (app.parent1, app.parent2);
CREATE TABLE app.grandchild (a int) INHERITS (app.child);
ALTER TABLE app.grandchild ALTER b DROP DEFAULT, ALTER c SET NOT NULL, ALTER d SET DEFAULT '2024-01-01';
INSERT INTO app.child VALUES (1, 'x', 2, '2024-02-02');
INSERT INTO app.parent1 VALUES (7, 'only parent');

-- partitions of every strategy, with keys, indexes, triggers and foreign keys that go down
CREATE TABLE app.measure (id int, at date, kind text, v int CHECK (v < 1000), PRIMARY KEY (id, at, kind)) PARTITION BY RANGE (at);
CREATE TABLE app.measure_2023 PARTITION OF app.measure FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE app.measure_2024 PARTITION OF app.measure FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (kind);
CREATE TABLE app.measure_2024_a PARTITION OF app.measure_2024 FOR VALUES IN ('a', 'A', NULL);
CREATE TABLE app.measure_2024_rest PARTITION OF app.measure_2024 DEFAULT;
CREATE TABLE app.measure_hash PARTITION OF app.measure FOR VALUES FROM ('2025-01-01') TO (MAXVALUE) PARTITION BY HASH (id, kind);
CREATE TABLE app.measure_hash_0 PARTITION OF app.measure_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE app.measure_hash_1 (v int, kind text NOT NULL, junk int, at date NOT NULL, id int NOT NULL);
ALTER TABLE app.measure_hash_1 DROP COLUMN junk;
ALTER TABLE app.measure_hash_1 ADD CONSTRAINT measure_v_check CHECK (v < 1000);
ALTER TABLE app.measure_hash ATTACH PARTITION app.measure_hash_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX measure_v ON app.measure (v DESC NULLS LAST, (lower(kind)));
CREATE INDEX measure_lonely ON ONLY app.measure (kind);
CREATE TABLE app.measured (id int, at date, kind text, FOREIGN KEY (id, at, kind) REFERENCES app.measure) PARTITION BY RANGE (id);
CREATE TABLE app.measured_1 PARTITION OF app.measured FOR VALUES FROM (0) TO (100);
INSERT INTO app.measure SELECT i, date '2023-06-01' + i * 40, CASE i % 3 WHEN 0 THEN 'a' WHEN 1 THEN 'b' ELSE 'c' END, i FROM generate_series(1, 30) i;
INSERT INTO app.measured SELECT id, at, kind FROM app.measure;
CREATE TABLE app.by_expression (v text) PARTITION BY LIST (lower(v) COLLATE "C" text_pattern_ops);
CREATE TABLE app.by_expression_1 PARTITION OF app.by_expression FOR VALUES IN ('x', 'it''s');
CREATE TABLE app.by_expression_2 PARTITION OF app.by_expression (CONSTRAINT own_check CHECK (v <> 'z')) DEFAULT;
INSERT INTO app.by_expression VALUES ('X'), ('y');

-- views, circular ones, materialised ones in every state
CREATE VIEW app.happy WITH (security_barrier = true, check_option = local) AS SELECT id, mail FROM app.people WHERE mood <> 'sad';
ALTER VIEW app.happy ALTER mail SET DEFAULT 'view@x';
CREATE RECURSIVE VIEW app.countdown (n) AS VALUES (3) UNION ALL SELECT n - 1 FROM countdown WHERE n > 0;
CREATE VIEW app.by_key AS SELECT p.id, p.big, count(*) FROM app.people p JOIN app.visits v ON v.person = p.id GROUP BY p.id;
CREATE VIEW app.hen AS SELECT 1 AS id, 'x'::text COLLATE "C" AS v;
CREATE VIEW app.rooster AS SELECT id, v FROM app.hen;
CREATE OR REPLACE VIEW app.hen AS SELECT id, v FROM app.rooster;
CREATE VIEW app.self_row AS SELECT 1 AS a;
CREATE FUNCTION app.of_view(app.self_row) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
CREATE OR REPLACE VIEW app.self_row AS SELECT app.of_view(NULL) AS a;
CREATE VIEW app.no_columns_view AS SELECT;
ALTER VIEW app.happy OWNER TO fidelity_owner;
GRANT SELECT (id) ON app.happy TO fidelity_reader;
COMMENT ON VIEW app.happy IS 'happy';
COMMENT ON COLUMN app.happy.mail IS 'their mail';
CREATE MATERIALIZED VIEW app.z_first AS SELECT id, lower(big) AS low FROM app.people WITH DATA;
CREATE UNIQUE INDEX z_first_id ON app.z_first (id);
ALTER MATERIALIZED VIEW app.z_first CLUSTER ON z_first_id;
ALTER MATERIALIZED VIEW app.z_first ALTER COLUMN low SET STATISTICS 77;
CREATE VIEW app.between AS SELECT id FROM app.z_first;
CREATE MATERIALIZED VIEW app.a_second WITH (fillfactor = 50) AS SELECT count(*) FROM app.between;
CREATE MATERIALIZED VIEW app.unpopulated AS SELECT 1 AS one WITH NO DATA;
COMMENT ON MATERIALIZED VIEW app.z_first IS 'first';

-- indexes, statistics, rules, triggers, policies
CREATE INDEX people_lower ON app.people (lower(mail) DESC NULLS LAST, big COLLATE "C" text_pattern_ops) INCLUDE (id) WITH (fillfactor = 90) WHERE mood <> 'sad';
ALTER INDEX app.people_lower ALTER COLUMN 1 SET STATISTICS 99;
CREATE INDEX people_tags ON app.people USING gin (tags);
CREATE INDEX people_backwards ON app.people (id app.backwards);
CREATE INDEX people_brin ON app.people USING brin (id) WITH (pages_per_range = 16);
CREATE INDEX cache_needs ON app.cache (k);
ALTER INDEX app.cache_needs DEPENDS ON EXTENSION citext;
COMMENT ON INDEX app.people_lower IS 'lower';
CREATE STATISTICS app.stats (ndistinct, dependencies) ON id, mood FROM app.people;
ALTER STATISTICS app.stats SET STATISTICS 33;
CREATE STATISTICS app.expr_stats ON lower(big), id FROM app.people;
COMMENT ON STATISTICS app.stats IS 'stats';
CREATE RULE redirect AS ON INSERT TO app.happy WHERE NEW.id > 5 DO INSTEAD NOTHING;
CREATE RULE notice AS ON UPDATE TO app.visits DO ALSO (NOTIFY visits; DELETE FROM app.cache WHERE k = 'x');
ALTER TABLE app.visits DISABLE RULE notice;
COMMENT ON RULE redirect ON app.happy IS 'redirects';
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF mood ON app.people FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION app.touch('arg', 'it''s', '\');
CREATE TRIGGER "off" AFTER DELETE ON app.people FOR EACH STATEMENT EXECUTE FUNCTION app.touch();
CREATE TRIGGER on_replica AFTER DELETE ON app.people REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION app.touch();
CREATE TRIGGER always AFTER TRUNCATE ON app.people EXECUTE FUNCTION app.touch();
CREATE CONSTRAINT TRIGGER constrained AFTER INSERT ON app.people FROM app.visits DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TRIGGER instead INSTEAD OF DELETE ON app.happy FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.people DISABLE TRIGGER "off";
ALTER TABLE app.people ENABLE REPLICA TRIGGER on_replica;
ALTER TABLE app.people ENABLE ALWAYS TRIGGER always;
CREATE TRIGGER on_all AFTER INSERT ON app.measure FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.measure_2023 DISABLE TRIGGER on_all;
COMMENT ON TRIGGER touch ON app.people IS 'touches';
ALTER TABLE app.people ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.people AS RESTRICTIVE FOR UPDATE TO fidelity_reader, "Fidelity ""odd"" role" USING (id = 1) WITH CHECK (id IN (1, 2));
CREATE POLICY everyone ON app.people FOR SELECT USING (EXISTS (SELECT FROM app.visits WHERE person = id));
COMMENT ON POLICY own ON app.people IS 'own';
ALTER TABLE app.visits FORCE ROW LEVEL SECURITY;

-- event triggers, publications, subscriptions
CREATE FUNCTION app.on_event() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION app.on_event();
CREATE EVENT TRIGGER silent ON sql_drop EXECUTE FUNCTION app.on_event();
ALTER EVENT TRIGGER silent DISABLE;
COMMENT ON EVENT TRIGGER watch IS 'watches';
CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, delete', publish_via_partition_root = true);
CREATE PUBLICATION some_tables FOR TABLE app.chicken, ONLY app.parent1;
ALTER PUBLICATION some_tables OWNER TO fidelity_owner;
COMMENT ON PUBLICATION some_tables IS 'some';
-- since 15
CREATE PUBLICATION filtered FOR TABLE app.egg (id, parent) WHERE (id > 5), app.chicken WITH (publish = 'insert');
CREATE PUBLICATION schemas FOR TABLES IN SCHEMA "Odd ""schema""", app;
-- end
CREATE SUBSCRIPTION feed CONNECTION 'dbname=nowhere password=x''y' PUBLICATION a, "b ""q""" WITH (connect = false, slot_name = NONE);

-- default privileges, settings of the database
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO fidelity_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE fidelity_owner GRANT EXECUTE ON FUNCTIONS TO fidelity_reader WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE fidelity_owner REVOKE USAGE ON TYPES FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA app TO fidelity_owner;
GRANT USAGE ON SCHEMA app TO PUBLIC;

-- large objects
SELECT lo_create(777);
SELECT lo_put(777, 0, '\x00ff5c0a09');
SELECT lo_create(778);
SELECT lo_create(779);
SELECT lo_put(779, 0, decode(repeat('abcdef0123456789', 40000), 'hex'));
ALTER LARGE OBJECT 777 OWNER TO fidelity_owner;
GRANT SELECT ON LARGE OBJECT 777 TO fidelity_reader;
COMMENT ON LARGE OBJECT 777 IS 'bytes';

-- rows
INSERT INTO app.people (mood, mail, tags, during, big, pair, base) VALUES
    ('it''s ok', 'a@x', 'a=>"b\\c"', '[2024-01-01,2024-02-01)', 'A b', '(1,"x,y","{sad}")', 'x;y'),
    ('back\slash', 'b@x', NULL, NULL, NULL, NULL, NULL);
INSERT INTO app.visits VALUES (1, '2024-01-01 00:00+00'), (NULL, NULL);
INSERT INTO app.cache (k, v) VALUES ('k', '{"a": 1}');
INSERT INTO app.no_columns DEFAULT VALUES;
INSERT INTO app.only_generated DEFAULT VALUES;
INSERT INTO app.typed VALUES (1, 'v', 2);
INSERT INTO app.chicken VALUES (1, NULL);
INSERT INTO app.egg VALUES (1, 1, 1);
UPDATE app.chicken SET egg = 1;
INSERT INTO "Odd ""schema"""."Odd ""table""
with a line" VALUES (1, E'tab\tnew\nline\\');
INSERT INTO app.other_method VALUES (1);
REFRESH MATERIALIZED VIEW app.z_first;
REFRESH MATERIALIZED VIEW app.a_second;
