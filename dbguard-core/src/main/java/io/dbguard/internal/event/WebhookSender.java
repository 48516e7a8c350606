package io.dbguard.internal.event;

import io.dbguard.api.event.GuardEvent;
import io.dbguard.internal.audit.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts events to an address, one after the other, on a thread of its own. Thread-safe. */
public final class WebhookSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int WAITING = 1000;
    private static final int END_SECONDS = 5;
    private static final int OK = 2;
    private static final int HUNDRED = 100;

    private final URI address;
    private final SecretKeySpec key;
    private final List<Duration> pauses;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final ThreadPoolExecutor thread;

    /**
     * Creates a sender; its thread starts with the first event.
     *
     * @param address where to
     * @param secret signs what is sent
     * @param pauses how long to wait before each further attempt
     */
    public WebhookSender(URI address, byte[] secret, List<Duration> pauses) {
        this.address = address;
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.pauses = List.copyOf(pauses);
        this.thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(WAITING), work -> {
            var daemon = new Thread(work, "dbguard-webhook");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /**
     * Sends an event, some time soon. One too many is given up.
     *
     * @param event what has happened
     */
    public void send(GuardEvent event) {
        byte[] body = EventJson.of(event).toString().getBytes(StandardCharsets.UTF_8);
        try {
            thread.execute(() -> deliver(body, event));
        } catch (RejectedExecutionException e) {
            LOG.warn(
                    "{} is not told of {}: too much is waiting",
                    host(),
                    event.kind().word());
        }
    }

    private void deliver(byte[] body, GuardEvent event) {
        String problem = attempt(body);
        for (int i = 0; i < pauses.size() && !problem.isEmpty(); i++) {
            if (!pause(pauses.get(i))) {
                break;
            }
            problem = attempt(body);
        }
        if (!problem.isEmpty()) {
            LOG.warn("{} could not be told of {}: {}", host(), event.kind().word(), problem);
        }
    }

    /** Returns what is wrong, empty if nothing is. An address may hold a secret, so exceptions are only named. */
    private String attempt(byte[] body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(ANSWER)
                    .header("Content-Type", "application/json")
                    .header("X-Dbguard-Signature", "sha256=" + signature(body))
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            return status / HUNDRED == OK ? "" : "it answered " + status;
        } catch (IOException | RuntimeException e) {
            return e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "it was interrupted";
        }
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private static boolean pause(Duration length) {
        try {
            Thread.sleep(length.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String host() {
        return address.getScheme() + "://" + address.getHost();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
