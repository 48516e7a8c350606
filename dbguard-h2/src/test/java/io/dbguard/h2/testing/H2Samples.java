package io.dbguard.h2.testing;

import static io.dbguard.contract.TypeSample.of;

import io.dbguard.contract.TypeSample;
import java.util.List;

/** Values of H2's types that some tool has lost or changed. */
public final class H2Samples {

    private H2Samples() {}

    private static String bytes() {
        var hex = new StringBuilder("X'");
        for (int i = 0; i < 256; i++) {
            hex.append(String.format("%02x", i));
        }
        return hex.append('\'').toString();
    }

    private static String controls() {
        var text = new StringBuilder("U&'");
        for (int i = 0; i < 256; i++) {
            text.append(String.format("\\%04x", i));
        }
        return text.append('\'').toString();
    }

    /** Returns values of every type. */
    public static List<TypeSample> all() {
        String allBytes = bytes();
        return List.of(
                of(
                        "varchar",
                        "''",
                        "'\\N'",
                        "'\\.'",
                        "'N'",
                        "'\\'",
                        controls(),
                        "'😀 ü 漢字'",
                        "'\\n'",
                        "' '",
                        "'NULL'",
                        "'\"quoted\"'",
                        "'it''s; -- not a comment'",
                        "U&'\\d800'",
                        "U&'a\\dc00\\d800b\\+01f600'",
                        "repeat('x', 100000)"),
                of("varchar(20)", "''", "'trailing  '", "'ñ'"),
                of("char(5)", "''", "'ab'", "'  c'", "'ü😀'"),
                of("clob", "''", "'\\N'", "repeat('a\tü\\', 100000)", "U&'\\0000'"),
                of("varchar_ignorecase(30)", "'MiXeD'", "''"),
                of("binary(4)", "X'00'", "X'5c4e0a09'"),
                of("varbinary", "X''", allBytes, "X'00'", "X'5c4e'"),
                of("blob", "X''", allBytes, "CAST(repeat('ab', 100000) AS VARBINARY)"),
                of("boolean", "true", "false"),
                of("tinyint", "-128", "127"),
                of("smallint", "-32768", "32767"),
                of("integer", "-2147483648", "2147483647"),
                of("bigint", "-9223372036854775808", "9223372036854775807"),
                of("numeric(1000)", "0", "1" + "0".repeat(999), "-" + "9".repeat(1000)),
                of("numeric(1000, 1000)", "0." + "1".repeat(1000), "-0." + "0".repeat(999) + "1"),
                of("numeric(10,2)", "99999999.99", "-0.01", "0"),
                of("decimal(10,0)", "5"),
                of("numeric", "12345678901234567890"),
                of(
                        "real",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "'-0.0'",
                        "3.4028235e38",
                        "1.4e-45",
                        "0.1",
                        "16777216",
                        "8.5e9"),
                of(
                        "double precision",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "'-0.0'",
                        "1.7976931348623157e308",
                        "4.9e-324",
                        "0.1",
                        "1e23",
                        "2.2250738585072014e-308",
                        "2e-3",
                        "9007199254740993e0",
                        "0.30000000000000004e0",
                        "123456789012345678e0"),
                of("float(20)", "0.1"),
                of("float(30)", "0.1"),
                of(
                        "decfloat",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "1e100000",
                        "-1e-100000",
                        "0",
                        "1.50",
                        "100",
                        "1e2",
                        "'" + "1234567890".repeat(100) + "'",
                        "0e-5",
                        "0e5"),
                of("decfloat(5)", "1.2345e300"),
                of(
                        "date",
                        "'-1000000000-01-01'",
                        "'1000000000-12-31'",
                        "'0000-02-29'",
                        "'0001-01-01'",
                        "'1582-10-10'",
                        "'2011-12-30'"),
                of("time", "'00:00'", "'23:59:59'"),
                of("time(9)", "'23:59:59.999999999'", "'00:00:00.000000001'", "'02:30:00.1'"),
                of(
                        "time(9) with time zone",
                        "'00:00:00+18:00'",
                        "'23:59:59.999999999-18:00'",
                        "'02:30:00.000001+00:00:01'"),
                of(
                        "timestamp(9)",
                        "'-1000000000-01-01 00:00:00'",
                        "'1000000000-12-31 23:59:59.999999999'",
                        "'2011-12-30 12:00'",
                        "'2018-11-04 00:30'",
                        "'2024-03-31 02:30'",
                        "'1582-10-10 01:02:03.123456789'",
                        "'0000-01-01 00:00:00'"),
                of(
                        "timestamp(9) with time zone",
                        "'-1000000000-01-02 00:00:00+00'",
                        "'1000000000-12-31 23:59:59.999999999-18'",
                        "'2011-12-30 12:00+14'",
                        "'2018-11-04 03:30+00'",
                        "'1883-11-18 12:03:58-04:56:02'",
                        "'2024-10-27 00:30+00'",
                        "'2024-10-27 02:30+02'"),
                of("timestamp(0)", "'2024-01-01 00:00:00'"),
                of("interval year(18)", "interval '999999999999999999' year(18)", "interval '-1' year"),
                of("interval month(18)", "interval '-999999999999999999' month(18)"),
                of("interval day(18)", "interval '0' day"),
                of("interval hour(18)", "interval '999999999999999999' hour(18)"),
                of("interval minute(18)", "interval '-5' minute"),
                of("interval second(18, 9)", "interval '-0.000000001' second(2, 9)", "interval '1.5' second"),
                of("interval year(10) to month", "interval '-0-11' year to month", "interval '1-2' year to month"),
                of("interval day(10) to hour", "interval '-1 23' day to hour"),
                of("interval day(10) to minute", "interval '1 2:03' day to minute"),
                of("interval day(10) to second(9)", "interval '-0 00:00:00.000000001' day to second(9)"),
                of("interval hour(10) to minute", "interval '10:59' hour to minute"),
                of("interval hour(10) to second(9)", "interval '-1:00:00.123456789' hour to second(9)"),
                of("interval minute(10) to second(9)", "interval '5:06.7' minute to second"),
                of("uuid", "'00000000-0000-0000-0000-000000000000'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
                of(
                        "json",
                        "JSON '{\"a\": \"\\u0041\\u00fc\\ud83d\\ude00\", \"b\":[1,  2], \"a\": 1.10}'",
                        "JSON '\"\\\\\"'",
                        "JSON 'null'",
                        "JSON '[1e400, -0, 1E5, 12345678901234567890, true]'",
                        "JSON '\"tab\\tnewline\\n \\u0000\"'",
                        "JSON '{\"it''s\": {}}'"),
                of(
                        "geometry",
                        "'POINT (1 2)'",
                        "'SRID=4326;POINT Z (1e-300 -0 3)'",
                        "'POINT EMPTY'",
                        "'GEOMETRYCOLLECTION (POINT (1 2), LINESTRING EMPTY)'",
                        "'POLYGON ((0 0, 1 0, 1 1, 0 0))'"),
                of("geometry(point, 4326)", "'SRID=4326;POINT (9 53)'"),
                of(
                        "enum('sad', 'it''s ok', 'back\\slash', ' spaces ', 'ENUM(''x'') ARRAY', '😀')",
                        "'sad'",
                        "'it''s ok'",
                        "'back\\slash'",
                        "' spaces '",
                        "'ENUM(''x'') ARRAY'",
                        "'😀'"),
                of("java_object", "X''", "X'aced00057400017a'", "X'00'"),
                of(
                        "varchar array",
                        "ARRAY[]",
                        "ARRAY[NULL, 'NULL', '', 'a,b', '{', '\\', '\"', U&'a\\000ab\\0009c', U&'\\d800']"),
                of("varchar(3) array[2]", "ARRAY['abc', NULL]"),
                of("int array array", "ARRAY[ARRAY[1, 2], NULL, ARRAY[], ARRAY[NULL]]", "ARRAY[]"),
                of("varbinary array", "ARRAY[X'5c', NULL, X'']"),
                of(
                        "timestamp(9) with time zone array",
                        "ARRAY[TIMESTAMP WITH TIME ZONE '2024-10-27 00:30:00.123456789+02']"),
                of("date array", "ARRAY[DATE '1000000000-01-01', DATE '1582-10-10']"),
                of("json array", "ARRAY[JSON '{\"a\":\"\\\\\\\"\"}', JSON 'null', NULL]"),
                of(
                        "double precision array",
                        "ARRAY[CAST('NaN' AS DOUBLE PRECISION), 0.1e0, CAST('-Infinity' AS DOUBLE PRECISION)]"),
                of("numeric(10, 3) array", "ARRAY[1.500, -0.001]"),
                of("decfloat array", "ARRAY[CAST('NaN' AS DECFLOAT), 1e-50]"),
                of("interval day to second(9) array", "ARRAY[INTERVAL '1 2:03:04.5' DAY TO SECOND]"),
                of("uuid array", "ARRAY[UUID '00000000-0000-0000-0000-000000000001']"),
                of("enum('a', 'b') array", "ARRAY['b', NULL, 'a']"),
                of("geometry array", "ARRAY[GEOMETRY 'SRID=1;POINT (1 2)']"),
                of("java_object array", "ARRAY[CAST(X'aced' AS JAVA_OBJECT)]"),
                of("boolean array", "ARRAY[TRUE, FALSE, NULL]"),
                of("clob array", "ARRAY['x', NULL]"),
                of("blob array", "ARRAY[X'01', NULL]"),
                of(
                        "row(a int, b varchar(5), \"c d\" varbinary array, e row(f date, g json))",
                        "ROW(1, 'x,\")', CAST(ARRAY[X'01', NULL] AS VARBINARY ARRAY), CAST(ROW(DATE '2024-01-01', JSON '{\"a\":1}') AS ROW(f date, g json)))",
                        "ROW(NULL, NULL, NULL, NULL)",
                        "ROW(2, '', CAST(ARRAY[] AS VARBINARY ARRAY), CAST(ROW(NULL, NULL) AS ROW(f date, g json)))"),
                of("row(a int, b timestamp) array", "ARRAY[ROW(1, TIMESTAMP '2024-01-01 00:00:00'), NULL]"));
    }
}
