package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.Evidence;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Risk;
import io.dbguard.api.migration.Verdict;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresFacts;
import io.dbguard.postgres.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the live data says moves the verdict. */
class EvidenceTest {
    private PostgresDatabase database;

    @BeforeEach
    void create() {
        database = PostgresServer.version(18).newDatabase();
        database.run(
                "CREATE TABLE users (id int PRIMARY KEY, email text, \"Nick\" text, unused text)",
                "INSERT INTO users SELECT i, 'm' || i, 'n' FROM generate_series(1, 12841) i",
                "UPDATE users SET email = NULL WHERE id <= 3",
                "UPDATE users SET email = 'm9' WHERE id = 8",
                "CREATE TABLE hollow (id int)",
                "CREATE TABLE orders (id int, user_id int)",
                "INSERT INTO orders VALUES (1, 1), (2, 99999), (3, NULL)");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Finding first(String sql) {
        List<Finding> findings = Classifier.postgres()
                .against(database.dataSource())
                .classify(List.of(new MigrationScript("V1.sql", sql)))
                .findings();
        return findings.get(0);
    }

    private static String words(Finding finding) {
        return finding.evidence().map(Evidence::words).orElse("nothing");
    }

    @Test
    void aDroppedColumnIsAsBadAsTheValuesInIt() {
        Finding full = first("ALTER TABLE users DROP COLUMN email");
        assertThat(words(full)).isEqualTo("12,838 rows with a value");
        assertThat(full.risk()).isEqualTo(Risk.HIGH);
        Finding none = first("ALTER TABLE public.users DROP COLUMN unused");
        assertThat(words(none)).isEqualTo("no row holds a value");
        assertThat(none.risk()).isEqualTo(Risk.LOW);
        assertThat(words(first("ALTER TABLE users DROP COLUMN \"Nick\""))).isEqualTo("12,841 rows with a value");
    }

    @Test
    void aDroppedTableIsAsBadAsTheRowsInIt() {
        assertThat(first("DROP TABLE users").risk()).isEqualTo(Risk.HIGH);
        assertThat(first("DROP TABLE hollow").risk()).isEqualTo(Risk.LOW);
        assertThat(words(first("TRUNCATE orders"))).isEqualTo("3 rows in the table");
        assertThat(words(first("DELETE FROM users"))).isEqualTo("12,841 rows in the table");
    }

    @Test
    void rowsThatMakeAStatementFailAreCounted() {
        assertThat(words(first("ALTER TABLE users ALTER COLUMN email SET NOT NULL")))
                .startsWith("3 rows without a value");
        assertThat(words(first("ALTER TABLE users ADD CONSTRAINT u UNIQUE (email)")))
                .startsWith("1 values more than once");
        assertThat(words(first("ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users")))
                .startsWith("1 row without a partner");
    }

    @Test
    void aSmallTableNeedsNoCeremony() {
        assertThat(first("CREATE INDEX i ON orders (user_id)").risk()).isEqualTo(Risk.LOW);
        assertThat(first("CREATE INDEX i ON users (email)").risk()).isEqualTo(Risk.MEDIUM);
    }

    @Test
    void whatCannotBeFoundOutChangesNothing() {
        assertThat(first("SET search_path = other; DROP TABLE hollow").evidence())
                .isEmpty();
        assertThat(words(first("ALTER TABLE users DROP COLUMN \"a\"\"; DROP TABLE users; --\"")))
                .isEqualTo("there is no such column yet");
    }

    @Test
    void lookingChangesNothing() {
        String before = PostgresFacts.dump(database);
        var assessment = Classifier.postgres()
                .against(database.dataSource())
                .classify(List.of(
                        new MigrationScript("V1.sql", "DROP TABLE users; DELETE FROM orders; TRUNCATE hollow")));
        assertThat(assessment.verdict()).isEqualTo(Verdict.DANGEROUS);
        assertThat(PostgresFacts.dump(database)).isEqualTo(before);
    }
}
