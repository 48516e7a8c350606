package io.dbguard.internal.seal;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import io.dbguard.api.RequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** Encryption in the age format (age-encryption.org/v1) to X25519 recipients; the {@code age} tool opens it too. */
public final class AgeSealing implements Sealing {
    /** What the names of encrypted files end with. */
    public static final String SUFFIX = ".age";

    private static final int BUFFER = 64 << 10;

    private final List<String> recipients;
    private final List<String> identities;

    /**
     * Creates a sealing.
     *
     * @param recipients who can open what is sealed, {@code age1…}; empty if nothing will be
     * @param identities what opens it, {@code AGE-SECRET-KEY-1…}; empty if nothing will be opened
     * @throws RequestException if one of them is no key
     */
    public AgeSealing(List<String> recipients, List<String> identities) {
        this.recipients = recipients;
        this.identities = identities;
        writers();
        readers();
    }

    /**
     * Looks whether keys are keys, before one of them is stored or shown: somebody may give the secret for the public one.
     *
     * @param recipients what should be {@code age1…}
     * @param identities what should be {@code AGE-SECRET-KEY-1…}
     * @throws RequestException if one of them is not; says nothing of what it is
     */
    public static void check(List<String> recipients, List<String> identities) {
        new AgeSealing(recipients, identities).readers();
    }

    @Override
    public String suffix() {
        return SUFFIX;
    }

    @Override
    public byte[] seal(byte[] content) {
        BytesChannel sealed = BytesChannel.expecting(content.length + 1024);
        try (WritableByteChannel channel =
                new StandardEncryptingChannelFactory().newEncryptingChannel(sealed, writers())) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform cannot encrypt", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sealed.written();
    }

    @Override
    public byte[] open(byte[] sealed) throws IOException {
        if (identities.isEmpty()) {
            throw noIdentity("The backup is encrypted, and no identity was given to open it");
        }
        List<RecipientStanzaReader> readers = readers();
        try (ReadableByteChannel channel =
                new StandardDecryptingChannelFactory().newDecryptingChannel(BytesChannel.of(sealed), readers)) {
            return readAll(channel, sealed.length);
        } catch (UnsupportedRecipientStanzaException e) {
            throw noIdentity("The backup is encrypted for other recipients than the identities that were given");
        } catch (GeneralSecurityException | RuntimeException e) {
            // A header that is cut off makes the library run out of its buffer.
            throw new IOException("it cannot be decrypted", e);
        }
    }

    /** What cannot be opened may well be intact. */
    private static RequestException noIdentity(String failed) {
        return new RequestException(
                failed,
                "nothing was changed",
                "give the identity (AGE-SECRET-KEY-1…) of one of the recipients that dbguard.json names");
    }

    private static byte[] readAll(ReadableByteChannel channel, int expected) throws IOException {
        var content = new ByteArrayOutputStream(expected);
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (channel.read(buffer) != -1) {
            content.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return content.toByteArray();
    }

    /** Made anew each time, since nobody promises that one may be used by several threads. */
    private List<RecipientStanzaWriter> writers() {
        List<RecipientStanzaWriter> writers = new ArrayList<>();
        for (String recipient : recipients) {
            try {
                writers.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
            } catch (GeneralSecurityException | RuntimeException e) {
                throw new RequestException(
                        "A recipient is not an X25519 public key of age",
                        "nothing was changed",
                        "give the whole public key that age-keygen printed, age1 and 58 more characters");
            }
        }
        return writers;
    }

    private List<RecipientStanzaReader> readers() {
        List<RecipientStanzaReader> readers = new ArrayList<>();
        for (String identity : identities) {
            try {
                readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity));
            } catch (GeneralSecurityException | RuntimeException e) {
                throw new RequestException(
                        "An identity is not an X25519 secret key of age",
                        "nothing was changed",
                        "give a file as age-keygen writes it, or the line in it that starts with AGE-SECRET-KEY-1");
            }
        }
        return readers;
    }
}
