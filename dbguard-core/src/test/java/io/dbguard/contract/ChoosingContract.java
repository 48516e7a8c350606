package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.restore.RestoreMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chosen schemas and tables, and nothing else, are backed up or restored. */
abstract class ChoosingContract extends ContractTest {
    ChoosingContract(DatabaseUnderTest database) {
        super(database);
    }

    private TestDatabase library() {
        return newDatabase()
                .run(
                        "CREATE SCHEMA archive",
                        "CREATE TABLE authors (id int PRIMARY KEY, name varchar(50))",
                        "CREATE TABLE books (id int PRIMARY KEY, author int NOT NULL REFERENCES authors, title varchar(50))",
                        "CREATE TABLE archive.books (id int PRIMARY KEY)",
                        "CREATE TABLE loans (id int PRIMARY KEY)",
                        "INSERT INTO authors VALUES (1, 'Borges')",
                        "INSERT INTO books VALUES (1, 1, 'Ficciones')",
                        "INSERT INTO archive.books VALUES (5)",
                        "INSERT INTO loans VALUES (7)");
    }

    private List<String> tables(Manifest manifest) {
        return manifest.tables().stream()
                .map(t -> t.table().name().toString().toLowerCase())
                .toList();
    }

    private Manifest latest(TestDatabase database) {
        var repository = guard(database).repository();
        return repository.manifest(repository.find("latest"));
    }

    @Test
    void chosenTables() {
        try (TestDatabase library = library();
                TestDatabase to = newDatabase()) {
            guard(library).backup().tables("authors", "public.books").run();
            assertThat(tables(latest(library))).containsExactly("public.authors", "public.books");
            guard(to).restore().latest().run();
            assertThat(to.query("SELECT title FROM books")).containsExactly("Ficciones");
        }
    }

    @Test
    void tablesThatHaveANameTogether() {
        try (TestDatabase library = library()) {
            guard(library).backup().run();
            try (Guard named = Guard.protect(library.dataSource())
                    .storeIn(folder)
                    .keys(under().keys())
                    .group("reading", "authors", "public.books")
                    .build()) {
                assertThat(named.backup().onlyIfChanged().run().unchanged())
                        .as("the older backup does not know the name")
                        .isFalse();
            }
            library.run("DELETE FROM books", "DELETE FROM loans");
            assertThatThrownBy(() ->
                            guard(library).restore().latest().group("writing").run())
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("it knows reading");
            guard(library)
                    .restore()
                    .latest()
                    .group("reading")
                    .mode(RestoreMode.MERGE)
                    .run();
            assertThat(library.query("SELECT title FROM books")).containsExactly("Ficciones");
            assertThat(library.query("SELECT id FROM loans")).isEmpty();
        }
    }

    @Test
    void chosenSchemas() {
        try (TestDatabase library = library()) {
            guard(library).backup().schemas(under().fold("archive")).run();
            assertThat(tables(latest(library))).containsExactly("archive.books");
        }
    }

    @Test
    void excludedTables() {
        try (TestDatabase library = library()) {
            guard(library).backup().exclude("loans", "archive.books").run();
            assertThat(tables(latest(library))).containsExactly("public.authors", "public.books");
        }
    }

    @Test
    void aForeignKeyToATableThatWasNotChosenIsNamedAndLeftOutOnRequestOnly() {
        try (TestDatabase library = library()) {
            assertThatThrownBy(
                            () -> guard(library).backup().tables("public.books").run())
                    .hasMessageContaining("foreign key")
                    .hasMessageContainingAll(under().fold("authors"), "no backup was written");
            var report = guard(library)
                    .backup()
                    .tables("public.books")
                    .leaveOutUnsupported()
                    .run();
            assertThat(report.header().warnings()).anyMatch(w -> w.contains("foreign key"));
        }
    }

    @Test
    void anUnknownTableIsRefused() {
        try (TestDatabase library = library()) {
            assertThatThrownBy(() -> guard(library).backup().tables("boooks").run())
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("boooks");
            assertThat(guard(library).repository().list().backups()).isEmpty();
        }
    }

    @Test
    void anAmbiguousNameIsRefused() {
        try (TestDatabase library = library()) {
            assertThatThrownBy(() -> guard(library).backup().tables("books").run())
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("several");
        }
    }

    @Test
    void oneTableIsRestoredAndTheOthersStay() {
        try (TestDatabase library = library()) {
            guard(library).backup().run();
            library.run("UPDATE authors SET name = 'Oops'", "DELETE FROM loans");
            guard(library).restore().latest().table("loans").run();
            assertThat(library.query("SELECT id FROM loans")).containsExactly("7");
            assertThat(library.value("SELECT name FROM authors")).isEqualTo("Oops");
        }
    }

    @Test
    void aTableThatTheBackupDoesNotHaveIsRefused() {
        try (TestDatabase library = library()) {
            guard(library).backup().run();
            assertThatThrownBy(() ->
                            guard(library).restore().latest().table("pirates").run())
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("pirates");
        }
    }

    @Test
    void aTableWhoseParentIsMissingIsRefusedUntilTheParentComesToo() {
        try (TestDatabase library = library();
                TestDatabase to = newDatabase()) {
            guard(library).backup().run();
            assertThatThrownBy(() ->
                            guard(to).restore().latest().table("public.books").run())
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining(under().fold("authors"));
            guard(to).restore().latest().table("public.books").table("authors").run();
            assertThat(to.query("SELECT title FROM books")).containsExactly("Ficciones");
        }
    }
}
