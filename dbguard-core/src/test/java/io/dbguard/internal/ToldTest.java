package io.dbguard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.DbGuardException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static String printed(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void ofWhatIsNotOurOwnOnlyTheKindAndThePlaceAreTold() {
        var foreign = new IllegalStateException("the pool of geheim", new SQLException("Key (name)=(geheim) exists"));
        assertThat(Told.of(foreign)).isEqualTo("java.lang.IllegalStateException");
        assertThat(printed(Told.trace(foreign)))
                .contains("java.lang.IllegalStateException", "java.sql.SQLException", "ToldTest.java")
                .doesNotContain("geheim");
    }

    @Test
    void ourOwnWordsAreTold() {
        var own = new DbGuardException("The disk is full", "nothing was changed", "make room");
        assertThat(Told.of(own)).isEqualTo("The disk is full");
        assertThat(Told.trace(own)).isSameAs(own);
    }

    @Test
    void causesThatGoInACircleComeToAnEnd() {
        var one = new IllegalStateException("geheim");
        one.initCause(new IllegalStateException("geheim", one));
        assertThat(printed(Told.trace(one))).doesNotContain("geheim");
    }
}
