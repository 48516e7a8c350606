package io.dbguard.s3.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real S3 server in a process of its own, which keeps everything in memory. One for all tests of a JVM. */
public final class S3Server {
    public static final String ACCESS_KEY = "test-access-key";
    public static final String SECRET_KEY = "test-secret-key-that-nobody-may-see";

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

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
            Path folder = Files.createTempDirectory("dbguard-s3");
            Path log = folder.resolve("server.log");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-jar",
                            System.getProperty("dbguard.s3.server"),
                            "--properties",
                            settings(folder, port).toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            await(process, port, log);
            return new S3Server(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path settings(Path folder, int port) throws IOException {
        return Files.writeString(folder.resolve("s3proxy.properties"), """
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

    private static void await(Process process, int port, Path log) throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (!accepts(port)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IllegalStateException("The S3 server did not start:\n" + Files.readString(log));
            }
            Thread.onSpinWait();
        }
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
