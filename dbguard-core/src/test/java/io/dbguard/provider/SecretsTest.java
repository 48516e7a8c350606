package io.dbguard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/db?user=me&password=geheim&ssl=true",
                "jdbc:h2:tcp://host/db;USER=sa;PASSWORD=geheim",
                "jdbc:h2:/data/shop;CIPHER=AES;PASSWORD=other geheim;USER=sa",
                "postgres://me:geheim@host/db",
                "password = geheim in a message",
                "jdbc:postgresql://host/db?sslpassword=geheim",
                "jdbc:postgresql://host/db?password=ab'geheim&ssl=true",
                "cannot reach \"jdbc:postgresql://host/db?password=ab\"geheim\", try again",
                "jdbc:h2:/data/shop;CIPHER=AES;PASSWORD=ab'cd \"geheim;USER=sa",
                "postgres://me:ab@geheim@host/db"
            })
    void passwordsAreMasked(String text) {
        assertThat(Secrets.mask(text)).doesNotContain("geheim").contains("***");
    }

    @Test
    void whatFollowsAQuotedAddressStays() {
        assertThat(Secrets.mask("cannot open 'jdbc:h2:/data/shop;PASSWORD=a b', try again; \"x?password=a\" fails"))
                .isEqualTo("cannot open 'jdbc:h2:/data/shop;PASSWORD=***', try again; \"x?password=***\" fails");
        assertThat(Secrets.mask("postgres://host:5432/db of me@host")).isEqualTo("postgres://host:5432/db of me@host");
    }

    @Test
    void otherTextStays() {
        assertThat(Secrets.mask("jdbc:postgresql://host:5432/db?user=me"))
                .isEqualTo("jdbc:postgresql://host:5432/db?user=me");
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P02", "23505", "P0001", "XX000"})
    void aMessageThatMayQuoteAValueIsNotRepeated(String state) {
        var e = SqlFailures.describe(
                "It failed", "nothing changed", new SQLException("invalid input: \"geheim\"", state));
        var trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains(state).doesNotContain("geheim");
    }

    @Test
    void aMessageThatNamesObjectsIsRepeated() {
        assertThat(SqlFailures.describe(
                        "It failed", "nothing changed", new SQLException("permission denied for table x", "42501")))
                .hasMessage(
                        "It failed: permission denied for table x; nothing changed; grant the privilege, or connect as"
                                + " the owner.");
    }
}
