package io.dbguard.provider;

import java.util.regex.Pattern;

/** Takes passwords out of connection URLs and of texts that quote them. */
public final class Secrets {
    /** A quotation mark ends a value only where it ends what is quoted, since a password may have one too. */
    private static final String WITHIN = "[\"'](?![\\s,.:;)\\]}]|$)";

    private static final Pattern PARAMETER =
            Pattern.compile("(?i)((?:password|passwd|pwd|secret|token|sslpassword)\\s*=\\s*)" + value("[^&;\\s\"']"));

    /** H2 takes two passwords with a blank between them for an encrypted file, so the value ends at the semicolon. */
    private static final Pattern H2_PARAMETER = Pattern.compile("(?i)(;\\s*password\\s*=)" + value("[^;\"']"));

    private static final Pattern USER_INFO = Pattern.compile("(://[^/@:\\s]+:)[^/\\s]+(@)");

    private Secrets() {}

    private static String value(String character) {
        return character + "*+(?:" + WITHIN + character + "*+)*+";
    }

    /**
     * Returns the text with every password in it replaced by stars.
     *
     * @param text a URL, or a message that may quote one
     */
    public static String mask(String text) {
        String masked = H2_PARAMETER.matcher(text).replaceAll("$1***");
        masked = PARAMETER.matcher(masked).replaceAll("$1***");
        return USER_INFO.matcher(masked).replaceAll("$1***$2");
    }
}
