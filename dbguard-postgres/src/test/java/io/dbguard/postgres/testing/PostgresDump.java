package io.dbguard.postgres.testing;

import io.dbguard.contract.TestDatabase;
import java.util.List;
import java.util.stream.Collectors;

/** A database as text, from the catalogs' own views and functions, independent of how dbguard reads them. */
public final class PostgresDump {
    private static final String USER_SCHEMAS = "not in ('pg_catalog', 'information_schema', 'pg_toast')";

    /** The server keeps the empty schemas of sessions that had temporary tables. */
    private static final List<String> DEFINITIONS = List.of(
            "SELECT 'schema', nspname FROM pg_namespace WHERE nspname " + USER_SCHEMAS
                    + " AND nspname !~ '^pg_(toast_)?temp_' ORDER BY 2",
            "SELECT 'extension', extname, extnamespace::regnamespace FROM pg_extension ORDER BY 2",
            "SELECT 'column', table_schema, table_name, column_name, ordinal_position - min(ordinal_position)"
                    + " OVER (PARTITION BY table_schema, table_name), column_default, is_nullable, udt_schema, udt_name,"
                    + " character_maximum_length, numeric_precision, numeric_scale, datetime_precision, interval_type,"
                    + " collation_name, domain_schema, domain_name, is_identity, identity_generation, identity_start,"
                    + " identity_increment, identity_maximum, identity_minimum, identity_cycle, is_generated,"
                    + " generation_expression FROM information_schema.columns WHERE table_schema " + USER_SCHEMAS
                    + " ORDER BY 2, 3, ordinal_position",
            "SELECT 'type', a.attrelid::regclass, a.attname, format_type(atttypid, atttypmod), attstorage, attcompression,"
                    + " attoptions FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid WHERE attnum > 0 AND NOT attisdropped"
                    + " AND relkind IN ('r', 'v') AND relnamespace::regnamespace::text " + USER_SCHEMAS
                    + " ORDER BY attrelid::regclass::text, attname",
            "SELECT 'table', c.oid::regclass, relpersistence, reloptions, relrowsecurity, relforcerowsecurity FROM pg_class c"
                    + " WHERE relkind IN ('r', 'v') AND relnamespace::regnamespace::text " + USER_SCHEMAS
                    + " ORDER BY c.oid::regclass::text",
            "SELECT 'constraint', conrelid::regclass, contypid::regtype, conname, convalidated, condeferrable,"
                    + " pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace::regnamespace::text "
                    + USER_SCHEMAS
                    + " ORDER BY conrelid::regclass::text, contypid::regtype::text, conname",
            "SELECT 'index', indexdef FROM pg_indexes WHERE schemaname " + USER_SCHEMAS + " ORDER BY 2",
            "SELECT 'view', schemaname, viewname, definition FROM pg_views WHERE schemaname " + USER_SCHEMAS
                    + " ORDER BY 2, 3",
            "SELECT 'trigger', tgrelid::regclass, tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger"
                    + " WHERE NOT tgisinternal ORDER BY tgrelid::regclass::text, tgname",
            "SELECT 'function', pg_get_functiondef(oid) FROM pg_proc WHERE prokind <> 'a' AND pronamespace::regnamespace::text "
                    + USER_SCHEMAS
                    + " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
                    + " ORDER BY 2",
            "SELECT 'enum', enumtypid::regtype, enumlabel FROM pg_enum ORDER BY enumtypid::regtype::text, enumsortorder",
            "SELECT 'domain', t.oid::regtype, typnotnull, typdefault, typcollation::regcollation,"
                    + " format_type(typbasetype, typtypmod) FROM pg_type t WHERE typtype = 'd'"
                    + " AND typnamespace::regnamespace::text " + USER_SCHEMAS + " ORDER BY t.oid::regtype::text",
            "SELECT 'comment', (pg_identify_object(classoid, objoid, objsubid)).identity, description FROM pg_description"
                    + " WHERE objoid >= 16384 ORDER BY 2, 3",
            "SELECT 'sequence', schemaname, sequencename, data_type, start_value, min_value, max_value, increment_by, cycle,"
                    + " cache_size, last_value FROM pg_sequences ORDER BY 2, 3");

    private PostgresDump() {}

    /** Returns a database as text. */
    public static String of(TestDatabase database) {
        String definitions = DEFINITIONS.stream()
                .flatMap(sql -> database.query(sql).stream())
                .collect(Collectors.joining("\n"));
        String rows = database
                .query(
                        "SELECT c.oid::regclass FROM pg_class c WHERE relkind = 'r' AND relnamespace::regnamespace::text "
                                + USER_SCHEMAS + " ORDER BY c.oid::regclass::text")
                .stream()
                .map(table -> table + ":\n"
                        + String.join(
                                "\n",
                                database.query("SELECT t::text FROM " + table + " t ORDER BY t::text COLLATE \"C\"")))
                .collect(Collectors.joining("\n"));
        String sequences = database
                .query("SELECT c.oid::regclass FROM pg_class c WHERE relkind = 'S' ORDER BY c.oid::regclass::text")
                .stream()
                .map(sequence -> sequence + " " + database.value("SELECT last_value, is_called FROM " + sequence))
                .collect(Collectors.joining("\n"));
        return definitions + "\n" + rows + "\n" + sequences;
    }
}
