package io.dbguard.flyway;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;

/** The whole of what a reader has. */
final class Text {
    private Text() {}

    static String of(Reader reader) throws IOException {
        var text = new StringWriter();
        reader.transferTo(text);
        String whole = text.toString();
        return whole.startsWith("\uFEFF") ? whole.substring(1) : whole;
    }
}
