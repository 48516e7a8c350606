package io.dbguard.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {
    private static final byte[] SECRET = "between us".getBytes(StandardCharsets.UTF_8);

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer server;
    private WebhookSender sender;

    private record Received(String signature, byte[] body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            var request = new Received(
                    exchange.getRequestHeaders().getFirst("X-Dbguard-Signature"),
                    exchange.getRequestBody().readAllBytes());
            boolean refuse = refusals.getAndDecrement() > 0;
            if (!refuse) {
                received.add(request);
            }
            exchange.sendResponseHeaders(refuse ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        sender = new WebhookSender(address, SECRET, List.of(Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    @AfterEach
    void stop() {
        sender.close();
        server.stop(0);
    }

    private static GuardEvent event(String words) {
        return new GuardEvent(
                Instant.parse("2026-11-21T10:15:30Z"), EventKind.BACKUP_FAILED, "shop", "", words, Map.of("rows", "1"));
    }

    private Received next() throws InterruptedException {
        Received next = received.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("a request within 30 seconds").isNotNull();
        return next;
    }

    @Test
    void anEventArrivesSigned() throws Exception {
        sender.send(event("no space left"));
        Received request = next();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        assertThat(request.signature()).isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(request.body())));
        var json = new ObjectMapper().readTree(request.body());
        assertThat(json.path("kind").asText()).isEqualTo("backup-failed");
        assertThat(json.path("words").asText()).isEqualTo("no space left");
        assertThat(json.path("details").path("rows").asText()).isEqualTo("1");
    }

    @Test
    void whatIsRefusedIsSentAgain() throws Exception {
        refusals.set(2);
        sender.send(event("again"));
        assertThat(new String(next().body(), StandardCharsets.UTF_8)).contains("again");
    }

    @Test
    void whatIsRefusedForGoodDoesNotKeepBackWhatFollows() throws Exception {
        refusals.set(3);
        sender.send(event("lost"));
        sender.send(event("kept"));
        assertThat(new String(next().body(), StandardCharsets.UTF_8)).contains("kept");
    }

    @Test
    void closingSendsWhatIsWaiting() throws Exception {
        sender.send(event("last"));
        sender.close();
        assertThat(received).hasSize(1);
        sender.send(event("too late"));
        assertThat(received).hasSize(1);
    }
}
