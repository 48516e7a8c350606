package io.dbguard.api.migration;

import java.util.Optional;

/**
 * What one statement of a migration may do that it should not.
 *
 * @param rule the rule that says so, such as {@code drop-table}; {@code docs/rules.md} has a section for each
 * @param axis in which way it does harm
 * @param risk how bad it is
 * @param script the script's name
 * @param line the line that is meant, from 1
 * @param column the character in that line, from 1
 * @param message what happens, in plain words
 * @param why why that is dangerous
 * @param safer the safer way as SQL that can be pasted, empty if there is none
 * @param evidence what the live data says, empty if nobody looked
 */
public record Finding(
        String rule,
        Axis axis,
        Risk risk,
        String script,
        int line,
        int column,
        String message,
        String why,
        String safer,
        Optional<Evidence> evidence) {

    /**
     * Returns the finding with what the live data says.
     *
     * @param risk how bad it is in the light of that
     * @param found what was found
     */
    public Finding with(Risk risk, Evidence found) {
        return new Finding(rule, axis, risk, script, line, column, message, why, safer, Optional.of(found));
    }

    /**
     * Returns the finding with another risk.
     *
     * @param other how bad it is to whoever decides
     */
    public Finding at(Risk other) {
        return new Finding(rule, axis, other, script, line, column, message, why, safer, evidence);
    }

    @Override
    public String toString() {
        return script + ":" + line + ":" + column + ": " + risk + " " + rule + ": " + message
                + evidence.map(found -> " (" + found + ")").orElse("");
    }
}
