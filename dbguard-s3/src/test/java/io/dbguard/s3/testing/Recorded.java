package io.dbguard.s3.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request as it went over the wire; names of headers in lower case. */
public record Recorded(String method, String path, Map<String, List<String>> headers, byte[] body) {

    /** Returns a header, empty if it was not sent. */
    public String header(String name) {
        return String.join(",", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    public boolean isPut() {
        return method.equals("PUT");
    }

    public boolean isListing() {
        return method.equals("GET") && path.contains("list-type=2");
    }

    public boolean isConditional() {
        return !header("if-match").isEmpty() || !header("if-none-match").isEmpty();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
