package io.dbguard.cli.internal.lint;

/** Texts in XML. Everything is printed as ASCII, so that no terminal setting can spoil it. */
final class Xml {
    private Xml() {}

    /** Returns a text that means the same within an element or an attribute; what XML cannot hold becomes a question mark. */
    static String text(String text) {
        var xml = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(c, xml));
        return xml.toString();
    }

    private static void append(int c, StringBuilder xml) {
        switch (c) {
            case '&' -> xml.append("&amp;");
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '"' -> xml.append("&quot;");
            case '\n', '\t' -> xml.append("&#").append(c).append(';');
            default -> {
                if (c >= ' ' && c < 0x7f) {
                    xml.append((char) c);
                } else {
                    xml.append(isAllowed(c) ? "&#" + c + ";" : "?");
                }
            }
        }
    }

    private static boolean isAllowed(int c) {
        boolean surrogate = c >= 0xd800 && c < 0xe000;
        return c >= 0x7f && !surrogate && c != 0xfffe && c != 0xffff;
    }
}
