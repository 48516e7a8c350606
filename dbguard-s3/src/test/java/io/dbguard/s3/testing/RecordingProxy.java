package io.dbguard.s3.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Stands between the storage and the server: writes down each request, and harms the line as a test asks for.
 *
 * <p>It also makes good where the test server is weaker than what S3 promises: that server compares for
 * {@code If-Match} first and writes then, and it lists what it has not finished writing. So one conditional write goes
 * through at a time, and no listing together with a write.
 */
public final class RecordingProxy implements AutoCloseable {
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "transfer-encoding", "expect", "upgrade", "http2-settings", "date");

    static {
        // The signature is over the host that the client named.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,date");
    }

    private final URI target;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Recorded> requests = new CopyOnWriteArrayList<>();
    private final ReadWriteLock turns = new ReentrantReadWriteLock(true);
    private volatile Harm harm = (request, onward) -> onward.get();

    /** What becomes of a request on its way. */
    @FunctionalInterface
    public interface Harm {
        Answer to(Recorded request, Forward forward) throws IOException;
    }

    /** Sends the request on. */
    @FunctionalInterface
    public interface Forward {
        Answer get() throws IOException;
    }

    /** What the client gets; with the status 0 the line breaks. */
    public record Answer(int status, Map<String, List<String>> headers, byte[] body) {
        public static final Answer BROKEN_LINE = new Answer(0, Map.of(), new byte[0]);

        public static Answer error(int status, String code) {
            String body = "<Error><Code>" + code + "</Code><Message>signed with " + S3Server.SECRET_KEY
                    + "</Message></Error>";
            return new Answer(
                    status, Map.of("Content-Type", List.of("application/xml")), body.getBytes(StandardCharsets.UTF_8));
        }
    }

    public RecordingProxy(URI target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Recorded> requests() {
        return requests;
    }

    public void harm(Harm wanted) {
        harm = wanted;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new TreeMap<String, List<String>>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            var request = new Recorded(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            requests.add(request);
            answer(exchange, harm.to(request, () -> forward(request)));
        }
    }

    private Answer forward(Recorded request) throws IOException {
        Lock turn = request.isConditional() || request.isListing() ? turns.writeLock() : turns.readLock();
        turn.lock();
        try {
            return send(request);
        } finally {
            turn.unlock();
        }
    }

    private Answer send(Recorded request) throws IOException {
        HttpRequest.Builder onward = HttpRequest.newBuilder(URI.create(target + request.path()))
                .method(
                        request.method(),
                        request.body().length == 0 && !request.isPut()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name)) {
                values.forEach(value -> onward.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> answer = client.send(onward.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.headers().map(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.status() == 0) {
            throw new IOException("the line is cut");
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        answer.headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("transfer-encoding") && (head || !lower.equals("content-length"))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(answer.status(), head || answer.body().length == 0 ? -1 : answer.body().length);
        if (!head && answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
