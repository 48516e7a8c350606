package io.dbguard;

import io.dbguard.api.event.GuardEvent;
import io.dbguard.api.event.GuardListener;
import io.dbguard.internal.event.WebhookSender;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells a web address what happens: each event is a POST with a JSON object, on a daemon thread of its own. What is not
 * answered with 2xx is sent again a few times, later and later, and then given up with a warning in the log. Thread-safe.
 *
 * <p>The object has {@code time}, {@code kind}, {@code database}, {@code subject}, {@code words} and {@code details}. The
 * header {@code X-Dbguard-Signature} is {@code sha256=} and the HMAC-SHA-256 of the body in hexadecimal digits.
 */
public final class Webhook implements GuardListener, AutoCloseable {
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1));

    private final WebhookSender sender;
    private final Predicate<GuardEvent> wanted;

    private Webhook(WebhookSender sender, Predicate<GuardEvent> wanted) {
        this.sender = sender;
        this.wanted = wanted;
    }

    /**
     * Creates a webhook for everything that happens.
     *
     * @param address http or https; only its host is ever logged
     * @param secret both sides know it; what is not signed with it did not come from here
     * @throws IllegalArgumentException if it is no address of a web server
     */
    public static Webhook to(URI address, String secret) {
        boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (!web || address.getHost() == null) {
            throw new IllegalArgumentException("A webhook needs an address with http or https and a host");
        }
        var sender = new WebhookSender(address, secret.getBytes(StandardCharsets.UTF_8), PAUSES);
        return new Webhook(sender, event -> true);
    }

    /** Returns one that tells only of what somebody should look at; both share a thread. */
    public Webhook onlyAlarming() {
        return new Webhook(sender, event -> event.kind().alarming());
    }

    @Override
    public void happened(GuardEvent event) {
        if (wanted.test(event)) {
            sender.send(event);
        }
    }

    /** Sends what is waiting, for up to five seconds, and ends the thread. */
    @Override
    public void close() {
        sender.close();
    }
}
