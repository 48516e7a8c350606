package io.dbguard.internal.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.event.GuardEvent;

/** An event as JSON, as the audit log and webhooks have it. */
public final class EventJson {
    private EventJson() {}

    /**
     * Returns the object.
     *
     * @param event what has happened
     */
    public static ObjectNode of(GuardEvent event) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("time", event.time().toString())
                .put("kind", event.kind().word())
                .put("database", event.database())
                .put("subject", event.subject())
                .put("words", event.words());
        ObjectNode details = json.putObject("details");
        event.details().forEach(details::put);
        return json;
    }
}
