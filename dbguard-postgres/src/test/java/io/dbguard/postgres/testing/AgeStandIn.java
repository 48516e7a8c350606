package io.dbguard.postgres.testing;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code age -d -i IDENTITY FILE}, for machines without age. */
public final class AgeStandIn {
    private AgeStandIn() {}

    /** Writes what is in the file to standard output. */
    public static void main(String[] args) throws Exception {
        if (args.length != 4 || !args[0].equals("-d") || !args[1].equals("-i")) {
            throw new IllegalArgumentException(String.join(" ", args));
        }
        String identity = Files.readAllLines(Path.of(args[2])).stream()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow();
        try (var file = FileChannel.open(Path.of(args[3]));
                var content = new StandardDecryptingChannelFactory()
                        .newDecryptingChannel(
                                file, List.of(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity)))) {
            Channels.newInputStream(content).transferTo(System.out);
        }
        System.out.flush();
    }
}
