package io.dbguard.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeSealingTest {
    private static final AgeKeyPair FIRST = AgeKeyPair.generate();
    private static final AgeKeyPair SECOND = AgeKeyPair.generate();

    private static AgeSealing writer() {
        return new AgeSealing(List.of(FIRST.recipient(), SECOND.recipient()), List.of());
    }

    private static AgeSealing reader(AgeKeyPair keys) {
        return new AgeSealing(List.of(), List.of(keys.identity()));
    }

    /** The format cuts content into pieces of 64 KB. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_000})
    void whatIsSealedForTwoIsOpenedByEach(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        byte[] sealed = writer().seal(content);
        assertThat(reader(FIRST).open(sealed)).isEqualTo(content);
        assertThat(reader(SECOND).open(sealed)).isEqualTo(content);
    }

    /** Somebody who asks a thread to stop must not make it call a backup damaged. */
    @Test
    void anInterruptedThreadSealsAndOpensAsEver() throws Exception {
        AgeKeyPair pair = AgeKeyPair.generate();
        var sealing = new AgeSealing(List.of(pair.recipient()), List.of(pair.identity()));
        byte[] content = new byte[200_000];
        Thread.currentThread().interrupt();
        try {
            assertThat(sealing.open(sealing.seal(content))).isEqualTo(content);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void whatTheAgeToolWroteIsOpened() throws IOException {
        // printf 'rows of a table\n' | age -r … -r …, with age 1.1.1; the identity is the first of the two.
        byte[] sealed = Base64.getMimeDecoder().decode("""
                        YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBMb2M2UnZDeFU1VzlKSEdvU3Nnd2wrckNpbzVXTEpnSHllQ3R3YVdDSVg4
                        CmJ5d1F2UCt5dE84ZkdBRHhjcGR1czRvVXIwSHpZOTNYV3JycDVQTnhpcDQKLT4gWDI1NTE5IE9vN0RpNG02OWJyMG04R3JlRkFT
                        R0hWVk05Ym1JTkR1SmxIZS8yL3VpelUKUlM5TGRWVmp5M3pvZDJTVVdYdjRGbjExNUp0R3A3TG9aQklaM3J0WkIvOAotLS0gZFlJ
                        eUJEbkU5SEk2WVlrYVR4STYvYUtrRjRtLzVPMGJJWHFXdjJ6VVJyWQoLa2cQZ7dxDYcaEGx6f5AQIykhMQUL9RscjtB/VTmOM6zl
                        KUsQK2mflqcX5BhCkj4=
                        """);
        var reader = new AgeSealing(
                List.of(), List.of("AGE-SECRET-KEY-1M2E9Z434AYTCEJ2CLCP40WEHX78WHQZ3V9N2AZNAR6TP6WG2NEFQ5YJ8YL"));
        assertThat(new String(reader.open(sealed), StandardCharsets.UTF_8)).isEqualTo("rows of a table\n");
    }

    @Test
    void aStrangerIsToldThatItIsForOthers() {
        byte[] sealed = writer().seal(new byte[10]);
        assertThatThrownBy(() -> reader(AgeKeyPair.generate()).open(sealed))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("other recipients");
        assertThatThrownBy(() -> writer().open(sealed))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("no identity");
    }

    @Test
    void noByteCanChangeAndNoneCanBeMissing() {
        byte[] sealed = writer().seal("rows".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            byte[] shortened = Arrays.copyOf(sealed, i);
            for (byte[] damaged : List.of(changed, shortened)) {
                // Changed names of recipients make it a file for others.
                assertThatThrownBy(() -> reader(FIRST).open(damaged))
                        .isInstanceOfAny(IOException.class, RequestException.class);
            }
        }
    }

    @Test
    void theSameContentIsNeverSealedToTheSameBytes() {
        assertThat(writer().seal(new byte[100])).isNotEqualTo(writer().seal(new byte[100]));
    }

    @Test
    void whatIsNoKeyIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> new AgeSealing(List.of("age1secret"), List.of()))
                .isInstanceOf(RequestException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> new AgeSealing(List.of(), List.of(SECOND.identity() + "X")))
                .isInstanceOf(RequestException.class)
                .hasMessageNotContaining(SECOND.identity());
        assertThatThrownBy(() -> new AgeSealing(List.of(FIRST.identity()), List.of()))
                .isInstanceOf(RequestException.class)
                .hasMessageNotContaining(FIRST.identity());
    }
}
