package io.dbguard.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
    private static List<String> split(String sql) throws UnreadableSqlException {
        return Splitter.split(sql, Dialect.POSTGRESQL).statements().stream()
                .map(s -> s.tokens().stream().map(Token::text).collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void semicolonsEndStatements() throws UnreadableSqlException {
        assertThat(split("a b; c ;; d")).containsExactly("a b", "c", "d");
        assertThat(split("")).isEmpty();
        assertThat(split(" ; -- nothing\n /* at all */ ")).isEmpty();
    }

    @Test
    void semicolonsInTextsNamesAndCommentsDoNot() throws UnreadableSqlException {
        assertThat(split("a ';' \";\" -- ;\n /* ; /* ; */ ; */ b; c")).containsExactly("a ';' \";\" b", "c");
        assertThat(split("a 'it''s;' \"q\"\";\" b; c")).containsExactly("a 'it''s;' \"q\"\";\" b", "c");
    }

    @Test
    void backslashesEscapeOnlyInEscapeTexts() throws UnreadableSqlException {
        assertThat(split("a E'\\';' b; c")).hasSize(2);
        assertThat(split("a '\\'; b")).containsExactly("a '\\'", "b");
        assertThat(split("like'\\'; b")).containsExactly("like '\\'", "b");
    }

    @Test
    void dollarQuotesWithAndWithoutTag() throws UnreadableSqlException {
        assertThat(split("a $$ ; ' $$ b; c")).hasSize(2);
        assertThat(split("a $x$ ; $$ ; $x$ b; c")).hasSize(2);
        assertThat(split("a $q$x'$q$, drop b; c")).hasSize(2);
        assertThat(split("a $1; b")).hasSize(2);
    }

    @Test
    void bodiesOfStandardFunctionsStayTogether() throws UnreadableSqlException {
        assertThat(
                        split(
                                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END; b"))
                .hasSize(2);
        assertThat(split("BEGIN; a; END; b")).containsExactly("BEGIN", "a", "END", "b");
    }

    @Test
    void rulesWithSeveralActionsStayTogether() throws UnreadableSqlException {
        assertThat(split("CREATE RULE r AS ON INSERT TO t DO (a; b); c")).hasSize(2);
    }

    @Test
    void rowsAfterCopyAreNoStatements() throws UnreadableSqlException {
        assertThat(split("COPY t (a) FROM stdin;\n1\t'; DROP TABLE x;\n\\.\nb;"))
                .containsExactly("COPY t ( a ) FROM stdin", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void rowsAfterCopyAreKnown(String end) throws UnreadableSqlException {
        String sql = String.join(
                end,
                "COPY t FROM stdin; -- c",
                "1\t\\.",
                "2",
                "\\.",
                "COPY u FROM STDIN;",
                "\\.",
                "",
                "COPY v FROM stdin",
                ";",
                "3");
        Script script = Splitter.split(sql, Dialect.POSTGRESQL);
        assertThat(script.statements().stream().map(script::rowsOf))
                .containsExactly("1\t\\." + end + "2" + end, "", "3");
    }

    @Test
    void linesAreCountedFromOne() throws UnreadableSqlException {
        List<Statement> statements = Splitter.split("\uFEFFa;\r\n-- x\r\nb\r\nc;\n\n/*\n*/ d", Dialect.POSTGRESQL)
                .statements();
        assertThat(statements).extracting(Statement::line).containsExactly(1, 3, 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a; 'open", "a; \"open", "a; /* open /* */", "a; $x$ open $$", "a; E'open\\'"})
    void whatNeverEndsIsAnError(String sql) {
        assertThatThrownBy(() -> split(sql)).isInstanceOf(UnreadableSqlException.class);
    }
}
