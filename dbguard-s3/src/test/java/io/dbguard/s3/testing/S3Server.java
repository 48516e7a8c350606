package io.dbguard.s3.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A real S3 server in a process of its own, which keeps everything in memory. One for all tests of a JVM. */
public final class S3Server {
    public static final String ACCESS_KEY = "test-access-key";
    public static final String SECRET_KEY = "test-secret-key-that-nobody-may-see";

    /** The server says it of its connector, then it takes connections. */
    private static final String LISTENING = "ServerConnector";

    private final int port;

    private S3Server(int port) {
        this.port = port;
    }

    /** Returns the running server; whoever asks first starts it, and fails if it does not start. */
    public static S3Server running() {
        return Holder.SERVER;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static final class Holder {
        private static final S3Server SERVER = start();
    }

    private static S3Server start() {
        try {
            int port = freePort();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-jar",
                            System.getProperty("dbguard.s3.server"),
                            "--properties",
                            settings(port).toString())
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            await(process);
            return new S3Server(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path settings(int port) throws IOException {
        return Files.writeString(
                Files.createTempFile("s3proxy", ".properties"), """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                s3proxy.ignore-unknown-headers=true
                jclouds.provider=transient-nio2
                jclouds.identity=unused
                jclouds.credential=unused
                """.formatted(port, ACCESS_KEY, SECRET_KEY));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(Process process) {
        var started = new CompletableFuture<Void>();
        var reader = new Thread(() -> read(process, started), "s3 server's output");
        reader.setDaemon(true);
        reader.start();
        try {
            started.orTimeout(2, TimeUnit.MINUTES).join();
        } catch (CompletionException e) {
            process.destroyForcibly();
            throw new IllegalStateException("The S3 server did not start", e.getCause());
        }
    }

    /** Reads for as long as the server lives, or it would block when nobody takes what it says. */
    private static void read(Process process, CompletableFuture<Void> started) {
        var said = new StringBuilder();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.contains(LISTENING)) {
                    started.complete(null);
                }
                if (!started.isDone()) {
                    said.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            said.append(e);
        }
        started.completeExceptionally(new IllegalStateException("It ended, and said:\n" + said));
    }
}
