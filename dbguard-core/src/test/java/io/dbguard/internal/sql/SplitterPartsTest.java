package io.dbguard.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.internal.sql.Script.Code;
import io.dbguard.internal.sql.Script.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What lies between the semicolons, and that nothing of a script is lost or counted twice. */
class SplitterPartsTest {
    private static final List<String> STATEMENTS = List.of(
            "SELECT 1",
            "INSERT INTO t VALUES ('a;''b', E'\\';', $$;'$$, $x$ $$; $x$, U&'d\\0061t;')",
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END",
            "CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql AS $body$ BEGIN DELETE FROM t; END $body$",
            "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
            "ALTER TABLE \"a;b\"\"c\" ADD COLUMN \"--\" int",
            "UPDATE t SET a = E'one'\n  'tw\\'o;'",
            "SELECT 1 +-- comment ;\n 2",
            "DELETE FROM t WHERE a = '/*' AND b = '*/'",
            "SELECT U&\"d\\0061t;a\" FROM t");
    private static final List<String> GAPS = List.of(
            " ", "\n", "\r\n", "\r", "\t", "-- it's ; a comment\n", "/* ; /* ' */ \" */", "\n\n\n", "-- x\r", " /**/ ");

    private static Script split(String sql) throws UnreadableSqlException {
        return Splitter.split(sql, Dialect.POSTGRESQL);
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static void holdsEachCharacterOnce(Script script, String sql, long seed) {
        int at = 0;
        for (Piece piece : script.pieces()) {
            assertThat(piece.start()).as("seed %d", seed).isEqualTo(at);
            assertThat(piece.end()).as("seed %d", seed).isGreaterThan(at);
            at = piece.end();
        }
        assertThat(at).as("seed %d", seed).isEqualTo(sql.length());
    }

    @RepeatedTest(300)
    void eachCharacterBelongsToOneStatementOrGap() throws UnreadableSqlException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var sql = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        List<String> expected = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            sql.append(pick(random, GAPS));
            String statement =
                    pick(random, STATEMENTS) + (random.nextBoolean() ? "" : pick(random, List.of(" ", "\n")));
            expected.add(statement + ";");
            sql.append(statement).append(';').append(pick(random, GAPS));
        }
        Script script = split(sql.toString());
        holdsEachCharacterOnce(script, sql.toString(), seed);
        assertThat(script.statements())
                .as("seed %d: %s", seed, sql)
                .extracting(Statement::text)
                .isEqualTo(expected);
    }

    /** Whatever the text, it is cut up without a gap or an overlap, or refused. */
    @RepeatedTest(300)
    void noiseIsCutUpOrRefused() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var sql = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            sql.append(pick(
                    random,
                    List.of(
                            "'",
                            "\"",
                            "$$",
                            "$a$",
                            ";",
                            "(",
                            ")",
                            "--",
                            "/*",
                            "*/",
                            "\n",
                            "E",
                            "\\",
                            "a",
                            " ",
                            "BEGIN ATOMIC",
                            "END",
                            "COPY t FROM stdin;\n",
                            "\\.\n",
                            "U&",
                            "é",
                            "1",
                            "-- +goose Down\n")));
        }
        try {
            holdsEachCharacterOnce(split(sql.toString()), sql.toString(), seed);
        } catch (UnreadableSqlException e) {
            assertThat(e.line()).as("seed %d", seed).isPositive();
        }
    }

    @Test
    void partsThatUndoAMigrationAreGaps() throws UnreadableSqlException {
        assertThat(split("-- +goose Up\na;\n-- +goose Down\nDROP TABLE t;").statements())
                .hasSize(1);
        assertThat(split("-- migrate:up transaction:false\na\n\n-- migrate:down\nDROP TABLE t;")
                        .statements())
                .hasSize(1);
        assertThat(split("-- migrate:up transaction:false\na").frame()).isEqualTo(Script.Frame.NONE);
        assertThat(split("-- +goose Down\nb;\n-- +goose Up\na;").statements()).hasSize(1);
        assertThat(split("-- +goose StatementBegin\nBEGIN; a; END;\n-- +goose StatementEnd\nb;")
                        .statements())
                .hasSize(2);
        assertThat(split("'-- +goose Down'; DROP TABLE t;").statements()).hasSize(2);
    }

    @Test
    void commandsToPsqlEndWithTheirLine() throws UnreadableSqlException {
        assertThat(split("\\set x 'it''s'\nSELECT 1;\n\\i other.sql").statements())
                .hasSize(3);
        assertThat(split("SELECT 'DROP TABLE t' \\gexec\nSELECT 2;").statements())
                .hasSize(2);
    }

    @Test
    void backslashesEscapeWhereThatIsSwitchedOn() throws UnreadableSqlException {
        assertThat(split("SET standard_conforming_strings = off; SELECT 'a\\'; b'; c")
                        .statements())
                .hasSize(3);
        assertThat(split("SET standard_conforming_strings TO on; SELECT 'a\\'; b; c")
                        .statements())
                .hasSize(4);
    }

    @Test
    void h2HasNoTagsAndOtherComments() throws UnreadableSqlException {
        Script script = Splitter.split("a // ; '\n; CREATE ALIAS f AS $$ ; ' $$; c", Dialect.H2);
        assertThat(script.statements()).hasSize(3);
    }

    @Test
    void rowsForCopyEndWithTheScriptAtTheLatest() throws UnreadableSqlException {
        String sql = "COPY t FROM STDIN;\n1\t'\n2\t\\N\n";
        Script script = split(sql);
        assertThat(script.statements()).hasSize(1);
        holdsEachCharacterOnce(script, sql, 0);
        assertThat(split("COPY t FROM STDIN WITH (FORMAT csv);\r\n'\r\n\\.\r\nSELECT 1;")
                        .statements())
                .hasSize(2);
    }

    /** A quadratic splitter would need hours. */
    @Test
    void tenMegabytesAreCutUp() throws UnreadableSqlException {
        String row = "INSERT INTO t (id, name, note) VALUES (1, 'it''s a name', $$ a note; $$);\n";
        Script script = split(row.repeat(10_000_000 / row.length()));
        assertThat(script.statements()).hasSize(10_000_000 / row.length());
        assertThat(script.pieces().get(script.pieces().size() - 2)).isInstanceOf(Code.class);
        assertThat(script.statements().get(script.statements().size() - 1).line())
                .isEqualTo(script.statements().size());
    }
}
