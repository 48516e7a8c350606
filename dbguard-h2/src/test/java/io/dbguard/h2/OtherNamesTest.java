package io.dbguard.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.RestoreRequest;
import io.dbguard.api.RequestException;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.h2.testing.H2Dump;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore under other names is refused: it would otherwise end under the old ones, over what is there. */
class OtherNamesTest {
    @TempDir
    Path folder;

    @Test
    void aSchemaKeepsItsName() {
        try (H2Database database = H2Database.inMemory();
                Guard guard =
                        Guard.protect(database.dataSource()).storeIn(folder).build()) {
            database.run("CREATE SCHEMA A", "CREATE TABLE A.T (ID INT)", "INSERT INTO A.T VALUES (1)");
            guard.backup().run();
            database.run("UPDATE A.T SET ID = 2");
            String before = H2Dump.of(database);
            RestoreRequest asB = guard.restore().latest().intoSchema("A", "B").withoutSafetyBackup();
            assertThatThrownBy(asB::run).isInstanceOf(RequestException.class).hasMessageContaining("other names");
            RestoreRequest otherRole = guard.restore().latest().mapRole("SA", "SB");
            assertThatThrownBy(otherRole::run)
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("other names");
            assertThat(H2Dump.of(database)).isEqualTo(before);
        }
    }
}
