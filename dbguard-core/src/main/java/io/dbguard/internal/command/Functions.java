package io.dbguard.internal.command;

import java.util.Set;

/** PostgreSQL's and H2's own functions, as far as migrations use them. What is not listed may do anything. */
final class Functions {
    /** Change nothing, and give the same value throughout a statement (documentation, chapter 9). */
    private static final Set<String> STABLE = Set.of(
            ("abs age any_value array_agg array_append array_cat array_length array_position array_prepend array_remove"
                            + " array_replace array_to_json array_to_string avg bit_and bit_or bit_length bool_and bool_or btrim"
                            + " cardinality cast ceil ceiling char_length character_length chr coalesce col_description concat concat_ws"
                            + " convert count cume_dist current_catalog current_database current_date current_schema current_schemas"
                            + " current_setting current_time current_timestamp current_user date date_bin date_part date_trunc decode"
                            + " dense_rank digest div encode every exp extract first_value floor format format_type gcd"
                            + " generate_series generate_subscripts greatest has_schema_privilege has_table_privilege hstore"
                            + " initcap json_agg json_array_elements json_array_length json_build_array json_build_object json_each"
                            + " json_object json_object_agg json_typeof jsonb_agg jsonb_array_elements jsonb_array_elements_text"
                            + " jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path"
                            + " jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_agg jsonb_object_keys jsonb_pretty"
                            + " jsonb_set jsonb_strip_nulls jsonb_typeof json_extract_path_text lag last_value lead least left length"
                            + " ln localtime localtimestamp log lower lpad ltrim make_date make_interval make_timestamp"
                            + " make_timestamptz max md5 min mod now nth_value ntile nullif num_nonnulls num_nulls obj_description"
                            + " octet_length overlay percent_rank pg_get_constraintdef pg_get_expr pg_get_indexdef"
                            + " pg_get_serial_sequence pg_get_viewdef pg_typeof pi position power quote_ident quote_literal"
                            + " quote_nullable rank regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array"
                            + " regexp_split_to_table regexp_substr repeat replace reverse right round row_number row_to_json rpad rtrim"
                            + " session_user setweight sha224 sha256 sha384 sha512 sign split_part sqrt starts_with statement_timestamp"
                            + " stddev string_agg string_to_array strpos substr substring sum sysdate to_ascii to_char to_date to_hex"
                            + " to_json to_jsonb to_number to_regclass to_regtype to_timestamp to_tsquery to_tsvector"
                            + " transaction_timestamp translate trim trunc tsvector unnest upper uuid_nil variance version width_bucket"
                            + " xmlparse inet host text int integer bigint int4 int8 bool boolean jsonb json uuid numeric float8"
                            + " dateadd datediff timestampadd timestampdiff formatdatetime parsedatetime ifnull nvl casewhen day"
                            + " month year hour minute second char ascii instr locate isnull database schema user")
                    .split(" ", -1));

    /** Change nothing that a backup would hold, but give another value each time. */
    private static final Set<String> VOLATILE = Set.of(
            ("clock_timestamp gen_random_uuid gen_random_bytes nextval currval lastval random random_uuid rand timeofday"
                            + " uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuidv4 uuidv7"
                            + " newid pg_sleep set_config setval crypt gen_salt txid_current pg_current_xact_id"
                            + " pg_advisory_lock pg_advisory_unlock pg_advisory_xact_lock pg_try_advisory_lock"
                            + " pg_advisory_unlock_all secure_rand")
                    .split(" ", -1));

    private Functions() {}

    static boolean stable(String name) {
        return STABLE.contains(name);
    }

    static boolean harmless(String name) {
        return stable(name) || VOLATILE.contains(name);
    }
}
