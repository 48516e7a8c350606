package io.dbguard.api.migration;

/**
 * What one statement of a migration may do to data.
 *
 * @param rule the rule that says so, such as {@code drop-table}
 * @param risk how bad it is
 * @param script the script's name
 * @param line the line on which the statement starts, from 1
 * @param message why, in plain words
 */
public record Finding(String rule, Risk risk, String script, int line, String message) {

    @Override
    public String toString() {
        return script + ":" + line + ": " + risk + " " + rule + ": " + message;
    }
}
