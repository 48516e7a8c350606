package io.dbguard.h2.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the contract has to know of H2. */
public final class H2Facts {
    private static final List<String> STATE = List.of(
            "SELECT SETTING_NAME, SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME NOT LIKE 'info.%'"
                    + " ORDER BY 1",
            "SELECT STATE_KEY, STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE ORDER BY 1",
            "SELECT ISOLATION_LEVEL, CONTAINS_UNCOMMITTED FROM INFORMATION_SCHEMA.SESSIONS"
                    + " WHERE SESSION_ID = SESSION_ID()",
            "SELECT LOCK_TIMEOUT(), CURRENT_SCHEMA",
            "SELECT TABLE_NAME, LOCK_TYPE FROM INFORMATION_SCHEMA.LOCKS WHERE SESSION_ID = SESSION_ID()");

    private H2Facts() {}

    /** Returns all that an application could notice of a session. */
    public static String sessionState(Connection connection) throws SQLException {
        List<String> state = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (String sql : STATE) {
                try (ResultSet row = statement.executeQuery(sql)) {
                    while (row.next()) {
                        state.add(row.getString(1) + "=" + row.getString(2));
                    }
                }
            }
        }
        state.add("JDBC " + connection.getTransactionIsolation() + " " + connection.isReadOnly());
        return String.join("\n", state);
    }

    /** Returns statements for objects of every kind that an ordinary user can make. */
    public static List<String> objectsOfAnOrdinaryUser() {
        return List.of(
                "CREATE SCHEMA APP_",
                "CREATE CONSTANT APP_.ANSWER VALUE 42",
                "CREATE DOMAIN APP_.POSITIVE AS INT DEFAULT 5 ON UPDATE 6 CHECK (VALUE > 0)",
                "CREATE DOMAIN APP_.SMALL AS APP_.POSITIVE CHECK (VALUE < APP_.ANSWER)",
                "CREATE DOMAIN \"a first\" AS VARCHAR(5) ARRAY[3]",
                "CREATE SEQUENCE APP_.ODD AS SMALLINT START WITH 5 INCREMENT BY -2 MINVALUE -99 MAXVALUE 7 CACHE 5 CYCLE",
                "CREATE SEQUENCE APP_.DONE MAXVALUE 2 NO CACHE",
                "CREATE SEQUENCE APP_.WIDE AS NUMERIC(5)",
                "CREATE TABLE APP_.PEOPLE (ID BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 5 INCREMENT BY 3"
                        + " MINVALUE 2 MAXVALUE 500 CYCLE CACHE 3) PRIMARY KEY,"
                        + " NUM INT DEFAULT NEXT VALUE FOR APP_.ODD, SMALL APP_.SMALL, TEXTS \"a first\","
                        + " SEEN TIMESTAMP(9) DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,"
                        + " MOOD ENUM('sad', 'it''s ok') DEFAULT 'sad' NOT NULL, HIDDEN INT INVISIBLE DEFAULT 7,"
                        + " TWICE INT GENERATED ALWAYS AS (NUM * 2), NONE INT DEFAULT ON NULL, FILLED INT DEFAULT 3)",
                "CREATE UNIQUE INDEX APP_.BY_NUM ON APP_.PEOPLE(NUM) INCLUDE (MOOD)",
                "CREATE UNIQUE NULLS NOT DISTINCT INDEX APP_.BY_BOTH ON APP_.PEOPLE(MOOD DESC NULLS LAST, HIDDEN)",
                "CREATE HASH INDEX APP_.HASHED ON APP_.PEOPLE(SEEN)",
                "ALTER TABLE APP_.PEOPLE ADD CONSTRAINT APP_.U_ALL UNIQUE NULLS ALL DISTINCT (NUM, SMALL)",
                "ALTER TABLE APP_.PEOPLE ADD CONSTRAINT APP_.CHECKED CHECK (NUM > -1000 AND FILLED <> 17)",
                "INSERT INTO APP_.PEOPLE (ID, TEXTS, NONE, FILLED) OVERRIDING SYSTEM VALUE VALUES (77, ARRAY['x'], NULL, NULL)",
                "ALTER TABLE APP_.PEOPLE ALTER COLUMN FILLED SET DEFAULT ON NULL",
                "INSERT INTO APP_.PEOPLE (TEXTS, MOOD) VALUES (ARRAY['a', 'b'], 'it''s ok')",
                "ALTER TABLE APP_.PEOPLE ADD CONSTRAINT APP_.VIOLATED CHECK (ID > 10) NOCHECK",
                "CREATE TABLE APP_.VISITS (PERSON BIGINT, NUM INT, TWICE INT, UNIQUE(NUM),"
                        + " CONSTRAINT VISITOR FOREIGN KEY (PERSON) REFERENCES APP_.PEOPLE ON UPDATE CASCADE ON DELETE SET NULL)",
                "CREATE TABLE PLACES (A INT, B INT, C VARCHAR(9), P GEOMETRY(POINT), PRIMARY KEY HASH (A), UNIQUE (B, C))",
                "CREATE SPATIAL INDEX WHEREABOUTS ON PLACES(P)",
                "CREATE UNIQUE INDEX USED ON PLACES(B)",
                "ALTER TABLE PLACES ADD CONSTRAINT USES_INDEX UNIQUE(B)",
                "CREATE INDEX FK_INDEX ON PLACES(C)",
                "CREATE TABLE COMPOSITE (B INT, C VARCHAR(9), CONSTRAINT SWAPPED FOREIGN KEY (C, B) REFERENCES PLACES(C, B))",
                "INSERT INTO PLACES VALUES (1, 2, 'c', 'POINT (1 2)')",
                "INSERT INTO COMPOSITE VALUES (2, 'c'), (3, NULL), (NULL, 'zz')",
                "INSERT INTO APP_.VISITS VALUES (77, 1, NULL), (NULL, 2, 5)",
                "CREATE VIEW APP_.Z_BASE AS SELECT P.ID, P.MOOD FROM APP_.PEOPLE P WHERE P.NUM < APP_.ANSWER",
                "CREATE VIEW A_TOP(X) AS SELECT B.ID FROM APP_.Z_BASE B JOIN APP_.VISITS V ON V.PERSON = B.ID",
                "CREATE VIEW COUNTING(N) AS WITH RECURSIVE R(N) AS (SELECT 1 UNION ALL SELECT N + 1 FROM R WHERE N < 5)"
                        + " SELECT N FROM R",
                "CREATE SYNONYM FOLK FOR APP_.PEOPLE",
                "CREATE SYNONYM APP_.ON_VIEW FOR A_TOP",
                "COMMENT ON TABLE APP_.PEOPLE IS 'It''s \\ people'",
                "COMMENT ON COLUMN APP_.PEOPLE.MOOD IS U&'how\\000aare you'",
                "COMMENT ON SCHEMA APP_ IS 'the app'",
                "COMMENT ON CONSTRAINT APP_.CHECKED IS 'checked'",
                "COMMENT ON CONSTRAINT APP_.VISITOR IS 'visitor'",
                "COMMENT ON INDEX APP_.BY_BOTH IS 'both'",
                "COMMENT ON SEQUENCE APP_.ODD IS 'odd'",
                "COMMENT ON DOMAIN APP_.SMALL IS 'small'",
                "COMMENT ON CONSTANT APP_.ANSWER IS 'answer'",
                "COMMENT ON VIEW A_TOP IS 'top'");
    }

    /** Returns statements for objects that only an administrator can make. */
    public static List<String> objectsOfAnAdministrator() {
        return List.of(
                "CREATE ALIAS APP_.DOUBLED DETERMINISTIC AS 'int doubled(int x) { return x * 2; }'",
                "CREATE FORCE VIEW BROKEN(A, B) AS SELECT X, Y FROM NO_SUCH_TABLE",
                "CREATE FORCE VIEW BROKEN_TOO AS SELECT * FROM NO_SUCH_TABLE",
                "CREATE ALIAS MAGNITUDE FOR 'java.lang.Math.abs(int)'",
                "CREATE FORCE ALIAS LOST FOR 'no.such.Class.method'",
                "COMMENT ON ALIAS MAGNITUDE IS 'abs'",
                "CREATE AGGREGATE MIDDLE FOR '" + MiddleAggregate.class.getName() + "'",
                "CREATE VIEW USING_ALIAS AS SELECT APP_.DOUBLED(ID) AS D, MAGNITUDE(-5) AS M FROM APP_.PEOPLE",
                "CREATE TABLE COMPUTED (A INT, B INT GENERATED ALWAYS AS (MAGNITUDE(A)), C INT DEFAULT APP_.DOUBLED(4))",
                "INSERT INTO COMPUTED (A) VALUES (-3)",
                "CREATE TRIGGER APP_.TOUCH BEFORE INSERT, UPDATE ON APP_.PEOPLE FOR EACH ROW CALL '"
                        + CountingTrigger.class.getName() + "'",
                "CREATE TRIGGER SOURCED AFTER DELETE, ROLLBACK ON PLACES FOR EACH ROW QUEUE 7 AS "
                        + "'org.h2.api.Trigger make() { return new " + CountingTrigger.class.getName() + "(); }'",
                "CREATE TRIGGER STATEMENT_LEVEL AFTER UPDATE, DELETE ON COMPOSITE CALL '"
                        + CountingTrigger.class.getName() + "'",
                "CREATE FORCE TRIGGER LOST_TRIGGER BEFORE INSERT ON COMPUTED CALL 'no.such.Trigger'",
                "CREATE TRIGGER INSTEAD INSTEAD OF INSERT ON A_TOP FOR EACH ROW CALL '"
                        + CountingTrigger.class.getName() + "'",
                "COMMENT ON TRIGGER APP_.TOUCH IS 'touches'",
                "CREATE ROLE READER",
                "CREATE ROLE WRITER",
                "CREATE USER OTHER PASSWORD 'secret'",
                "CREATE USER BOSS PASSWORD 'secret' ADMIN",
                "GRANT SELECT ON APP_.PEOPLE TO READER",
                "GRANT ALL ON APP_.VISITS TO WRITER",
                "GRANT SELECT, DELETE ON A_TOP TO PUBLIC",
                "GRANT INSERT ON SCHEMA APP_ TO OTHER",
                "GRANT READER TO WRITER",
                "GRANT WRITER TO OTHER",
                "GRANT ALTER ANY SCHEMA TO OTHER",
                "CREATE SCHEMA THEIRS AUTHORIZATION OTHER",
                "COMMENT ON ROLE READER IS 'reads'",
                "COMMENT ON USER OTHER IS 'other'");
    }
}
