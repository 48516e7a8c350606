package io.dbguard.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class RulesPageTest {

    /** With {@code -Ddbguard.write.rules=true} it is written instead. */
    @Test
    void thePageIsWhatTheRulesSay() throws IOException {
        if (Boolean.getBoolean("dbguard.write.rules")) {
            Files.writeString(RulesPage.FILE, RulesPage.text());
        }
        assertThat(Files.readString(RulesPage.FILE)).isEqualTo(RulesPage.text());
    }
}
