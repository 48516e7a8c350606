package io.dbguard.internal.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows that follow a {@code COPY … FROM stdin;} in a script for psql. */
final class CopyData {
    private static final Pattern BLOCK =
            Pattern.compile("(?ims)^(\\s*COPY\\b[^;]*?\\bFROM\\s+STDIN\\b[^;]*;[^\\n]*\\n)(.*?)^\\\\\\.\\r?$");

    private CopyData() {}

    /** Returns the script with the rows turned into blanks, so that line numbers stay as they are. */
    static String blankOut(String sql) {
        Matcher blocks = BLOCK.matcher(sql);
        var result = new StringBuilder();
        while (blocks.find()) {
            String rows = sql.substring(blocks.end(1), blocks.end());
            blocks.appendReplacement(
                    result, Matcher.quoteReplacement(blocks.group(1) + rows.replaceAll("[^\\n]", " ")));
        }
        return blocks.appendTail(result).toString();
    }
}
