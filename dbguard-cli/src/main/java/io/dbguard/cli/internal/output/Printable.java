package io.dbguard.cli.internal.output;

/** Text that cannot play tricks on a terminal: a table may be called anything, also an escape sequence. */
public final class Printable {
    private Printable() {}

    /**
     * Returns the text in one line, with control characters written out.
     *
     * @param text anything
     */
    public static String line(String text) {
        var line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                line.appendCodePoint(c);
            } else {
                line.append(String.format("\\u%04x", c));
            }
        });
        return line.toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
