package io.dbguard.internal.migration;

import static io.dbguard.internal.migration.Verdict.caution;
import static io.dbguard.internal.migration.Verdict.dangerous;
import static io.dbguard.internal.migration.Verdict.safe;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.migration.Verdict.Rule;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The closed table of what a statement may begin with. The longest entry that fits decides. */
final class StatementRules {
    private static final Map<List<String>, Rule> HEADS = new LinkedHashMap<>();

    static {
        for (String kind : List.of(
                "TABLE",
                "UNLOGGED TABLE",
                "CACHED TABLE",
                "SEQUENCE",
                "VIEW",
                "SCHEMA",
                "TYPE",
                "DOMAIN",
                "INDEX",
                "UNIQUE INDEX",
                "EXTENSION",
                "FUNCTION",
                "PROCEDURE",
                "TRIGGER",
                "CONSTRAINT TRIGGER",
                "MATERIALIZED VIEW",
                "POLICY",
                "COLLATION",
                "AGGREGATE",
                "STATISTICS",
                "ROLE",
                "USER",
                "SYNONYM",
                "DATABASE")) {
            head("CREATE " + kind, safe());
        }
        for (String kind : List.of("VIEW", "FUNCTION", "PROCEDURE", "TRIGGER", "AGGREGATE")) {
            head("CREATE OR REPLACE " + kind, caution("replace-definition", "the old definition is gone afterwards"));
        }
        head("CREATE ALIAS", caution("create-alias", "the code of an alias can do anything when it is called"));
        head("COMMENT ON", safe());
        head("GRANT", safe());
        head("SET", caution("set", "the statements after it may work in another way"));
        for (String setting : List.of(
                "SEARCH_PATH",
                "SCHEMA",
                "LOCK_TIMEOUT",
                "STATEMENT_TIMEOUT",
                "CLIENT_ENCODING",
                "CLIENT_MIN_MESSAGES",
                "CHECK_FUNCTION_BODIES",
                "STANDARD_CONFORMING_STRINGS",
                "DEFAULT_TABLESPACE",
                "DEFAULT_TABLE_ACCESS_METHOD",
                "IDLE_IN_TRANSACTION_SESSION_TIMEOUT",
                "XMLOPTION")) {
            head("SET " + setting, safe());
            head("SET LOCAL " + setting, safe());
            head("SET SESSION " + setting, safe());
        }
        head("BEGIN", safe());
        head("COMMIT", safe());
        head("START TRANSACTION", safe());
        head("ANALYZE", safe());
        head("REVOKE", caution("revoke", "the application may lack a privilege afterwards"));
        head("REFRESH MATERIALIZED VIEW", safe());
        head("ALTER TABLE", AlterTableRules::judge);
        head("ALTER SEQUENCE", caution("alter-sequence", "numbers may be handed out again or skipped"));
        head("ALTER TYPE", StatementRules::alterType);
        for (String kind :
                List.of("INDEX", "VIEW", "FUNCTION", "PROCEDURE", "SCHEMA", "DOMAIN", "DEFAULT PRIVILEGES")) {
            head("ALTER " + kind, caution("alter-object", "what runs now may rely on the old form"));
        }
        for (String kind :
                List.of("TABLE", "SCHEMA", "DATABASE", "OWNED", "ALL OBJECTS", "FOREIGN TABLE", "TABLESPACE")) {
            head(
                    "DROP " + kind,
                    dangerous("drop-" + kind.toLowerCase(Locale.ROOT).replace(' ', '-'), "all rows in it are gone"));
        }
        for (String kind : List.of(
                "INDEX",
                "VIEW",
                "MATERIALIZED VIEW",
                "FUNCTION",
                "PROCEDURE",
                "TRIGGER",
                "SEQUENCE",
                "TYPE",
                "DOMAIN",
                "POLICY",
                "RULE",
                "EXTENSION",
                "AGGREGATE",
                "CONSTANT",
                "ALIAS",
                "SYNONYM",
                "STATISTICS")) {
            head("DROP " + kind, StatementRules::dropDefinition);
        }
        head("TRUNCATE", dangerous("truncate", "all rows are gone"));
        head("DELETE FROM", statement -> withoutWhere(statement, "delete", "all rows are gone"));
        head("UPDATE", statement -> withoutWhere(statement, "update", "every row is overwritten"));
        head("INSERT INTO", StatementRules::insert);
        head("MERGE", caution("merge", "rows may be overwritten"));
        head("LOCK TABLE", caution("lock-table", "others wait"));
    }

    private StatementRules() {}

    static Optional<Verdict> judge(Statement statement) {
        if (hasPlaceholder(statement) || changesRowsInside(statement)) {
            return Optional.of(Verdict.notUnderstood(Risk.CAUTION));
        }
        Rule best = null;
        int length = 0;
        for (Map.Entry<List<String>, Rule> head : HEADS.entrySet()) {
            String[] words = head.getKey().toArray(String[]::new);
            if (words.length > length && statement.has(0, words)) {
                best = head.getValue();
                length = words.length;
            }
        }
        return best == null ? Optional.of(Verdict.notUnderstood(Risk.CAUTION)) : best.judge(statement);
    }

    private static void head(String words, Rule rule) {
        HEADS.put(List.of(words.split(" ")), rule);
    }

    /** A placeholder may stand for anything. */
    private static boolean hasPlaceholder(Statement statement) {
        List<Token> tokens = statement.tokens();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).isSymbol('$') && tokens.get(i + 1).isSymbol('{')) {
                return true;
            }
        }
        return false;
    }

    /** A query may delete rows on its way: {@code WITH gone AS (DELETE FROM t RETURNING *) SELECT …}. */
    private static boolean changesRowsInside(Statement statement) {
        for (int i = 1; i < statement.tokens().size(); i++) {
            boolean change = statement.has(i, "DELETE", "FROM")
                    || statement.has(i, "UPDATE")
                    || statement.has(i, "INSERT", "INTO")
                    || statement.has(i, "MERGE", "INTO");
            if (change && statement.tokens().get(i - 1).isSymbol('(')) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Verdict> dropDefinition(Statement statement) {
        return statement.contains("CASCADE")
                ? Optional.of(new Verdict(
                        "drop-cascade", Risk.DANGEROUS, "CASCADE takes columns and tables along that are not named"))
                : Optional.of(new Verdict("drop-definition", Risk.CAUTION, "what runs now may rely on it"));
    }

    private static Optional<Verdict> alterType(Statement statement) {
        if (statement.contains("ADD", "VALUE")) {
            return Optional.empty();
        }
        return statement.contains("DROP", "ATTRIBUTE")
                ? Optional.of(new Verdict("drop-attribute", Risk.DANGEROUS, "the values of the attribute are gone"))
                : Optional.of(new Verdict(
                        "alter-type", Risk.CAUTION, "values may change, and what runs now may rely on them"));
    }

    private static Optional<Verdict> insert(Statement statement) {
        return statement.contains("DO", "UPDATE") || statement.contains("DUPLICATE", "KEY")
                ? Optional.of(new Verdict("upsert", Risk.CAUTION, "rows that exist are overwritten"))
                : Optional.empty();
    }

    private static Optional<Verdict> withoutWhere(Statement statement, String verb, String effect) {
        List<Token> tokens = new ArrayList<>(statement.tokens());
        int depth = 0;
        int where = -1;
        for (int i = 0; i < tokens.size(); i++) {
            depth += tokens.get(i).isSymbol('(') ? 1 : tokens.get(i).isSymbol(')') ? -1 : 0;
            if (depth == 0 && tokens.get(i).is("WHERE")) {
                where = i;
            }
        }
        if (where < 0 || AlwaysTrue.is(tokens.subList(where + 1, tokens.size()))) {
            return Optional.of(new Verdict(verb + "-without-where", Risk.DANGEROUS, effect));
        }
        return Optional.of(new Verdict(verb + "-rows", Risk.CAUTION, "the rows that fit the condition change"));
    }
}
