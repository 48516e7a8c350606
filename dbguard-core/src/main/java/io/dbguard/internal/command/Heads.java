package io.dbguard.internal.command;

import io.dbguard.internal.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The heads that need no closer look: what they concern follows from their first words alone. */
final class Heads {
    private static final int LONGEST = 4;
    private static final Map<String, String> CONCERNS = new HashMap<>();

    static {
        harmless(
                "CREATE SCHEMA",
                "CREATE TYPE",
                "CREATE DOMAIN",
                "CREATE EXTENSION",
                "CREATE COLLATION",
                "CREATE AGGREGATE",
                "CREATE STATISTICS",
                "CREATE ROLE",
                "CREATE USER",
                "CREATE GROUP",
                "CREATE SYNONYM",
                "CREATE DATABASE",
                "CREATE CAST",
                "CREATE OPERATOR",
                "CREATE CONVERSION",
                "CREATE TEXT SEARCH",
                "CREATE FOREIGN TABLE",
                "CREATE FOREIGN DATA WRAPPER",
                "CREATE SERVER",
                "CREATE USER MAPPING",
                "CREATE PUBLICATION",
                "CREATE SUBSCRIPTION",
                "CREATE EVENT TRIGGER",
                "CREATE LANGUAGE",
                "CREATE TRANSFORM",
                "CREATE ACCESS METHOD",
                "CREATE CONSTANT",
                "CREATE TABLESPACE",
                "CREATE LINKED TABLE");
        harmless(
                "COMMENT ON",
                "GRANT",
                "ANALYZE",
                "ANALYSE",
                "CHECKPOINT",
                "EXPLAIN",
                "SHOW",
                "VALUES",
                "DISCARD",
                "LISTEN",
                "UNLISTEN",
                "NOTIFY",
                "DEALLOCATE",
                "RESET",
                "SECURITY LABEL",
                "SET CONSTRAINTS",
                "SET TRANSACTION",
                "SET ROLE",
                "SET SESSION AUTHORIZATION",
                "SET SESSION CHARACTERISTICS",
                "IMPORT FOREIGN SCHEMA",
                "RELEASE",
                "CLOSE",
                "FETCH",
                "MOVE",
                "ALTER DEFAULT PRIVILEGES",
                "ALTER EVENT TRIGGER",
                "ALTER STATISTICS",
                "ALTER COLLATION",
                "ALTER ROLE",
                "ALTER USER",
                "ALTER GROUP",
                "ALTER DATABASE",
                "ALTER SERVER",
                "ALTER PUBLICATION",
                "ALTER LANGUAGE",
                "ALTER LARGE OBJECT",
                "ALTER OPERATOR",
                "ALTER AGGREGATE",
                "ALTER TEXT SEARCH",
                "ALTER CONVERSION",
                "ALTER FOREIGN DATA WRAPPER",
                "ALTER USER MAPPING",
                "NULL");
        concern(
                "replace-definition",
                "CREATE OR REPLACE AGGREGATE",
                "CREATE OR REPLACE RULE",
                "CREATE OR REPLACE LANGUAGE");
        concern(
                "alter-object",
                "ALTER FUNCTION",
                "ALTER PROCEDURE",
                "ALTER ROUTINE",
                "ALTER EXTENSION",
                "ALTER TABLESPACE",
                "ALTER SUBSCRIPTION",
                "ALTER SCHEMA");
        concern(
                "create-alias",
                "CREATE ALIAS",
                "CREATE FORCE ALIAS",
                "CREATE ALIAS IF NOT EXISTS",
                "CREATE TRIGGER IF NOT EXISTS");
        concern("system-setting", "ALTER SYSTEM");
        concern("revoke", "REVOKE", "REASSIGN OWNED");
        concern("drop-all-objects", "DROP ALL OBJECTS", "SHUTDOWN");
        concern("drop-owned", "DROP OWNED");
        concern("runs-other-script", "RUNSCRIPT", "BACKUP", "SCRIPT");
    }

    private Heads() {}

    private static void harmless(String... heads) {
        concern("", heads);
    }

    private static void concern(String rule, String... heads) {
        for (String head : heads) {
            CONCERNS.put(head, rule);
        }
    }

    /** Returns the rule that the longest fitting head concerns, an empty one if it is harmless; empty if none fits. */
    static Optional<String> concern(Statement statement) {
        for (int words = Math.min(LONGEST, statement.tokens().size()); words > 0; words--) {
            String concern = CONCERNS.get(first(statement, words));
            if (concern != null) {
                return Optional.of(concern);
            }
        }
        return Optional.empty();
    }

    /** Returns the first words of a statement. */
    static String first(Statement statement, int words) {
        List<String> first = statement.tokens().stream()
                .limit(words)
                .map(io.dbguard.internal.sql.Token::normal)
                .toList();
        return String.join(" ", first);
    }
}
