package io.dbguard.cli.internal.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Results for programs. Everything is printed as ASCII, so that no terminal setting can spoil it. */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Json() {}

    /** Returns an empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Returns an array with one element for each item.
     *
     * @param items the items
     * @param element turns an item into JSON
     * @param <T> what the items are
     */
    public static <T> ArrayNode array(Collection<T> items, Function<T, JsonNode> element) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        items.forEach(item -> array.add(element.apply(item)));
        return array;
    }

    /**
     * Returns an array of texts.
     *
     * @param texts the texts
     */
    public static ArrayNode texts(Collection<String> texts) {
        return array(texts, JsonNodeFactory.instance::textNode);
    }

    /**
     * Returns a moment in ISO 8601, or null.
     *
     * @param time the moment
     */
    public static @Nullable String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    /**
     * Prints one document and a newline.
     *
     * @param node the document
     * @param out where to
     */
    public static void print(JsonNode node, PrintWriter out) {
        try {
            out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
