package io.dbguard.internal.rule;

import io.dbguard.api.migration.Axis;
import io.dbguard.api.migration.Risk;
import java.util.Map;

/**
 * A rule, with all that is to be said about it. Words in braces stand for what a statement names.
 *
 * @param id its name
 * @param axis in which way what it finds does harm
 * @param risk how bad that is when nothing more is known
 * @param message what happens
 * @param why why that is dangerous
 * @param safer the safer way as SQL, empty if there is none
 * @param bad a script that breaks it
 * @param good a script that does not
 */
public record Rule(String id, Axis axis, Risk risk, String message, String why, String safer, String bad, String good) {

    static Rule of(String id, Axis axis, Risk risk, String message) {
        return new Rule(id, axis, risk, message, "", "", "", "");
    }

    static Rule loss(String id, Risk risk, String message) {
        return of(id, Axis.DATA_LOSS, risk, message);
    }

    static Rule locking(String id, Risk risk, String message) {
        return of(id, Axis.LOCKING, risk, message);
    }

    static Rule compatibility(String id, Risk risk, String message) {
        return of(id, Axis.COMPATIBILITY, risk, message);
    }

    Rule why(String text) {
        return new Rule(id, axis, risk, message, text.strip(), safer, bad, good);
    }

    Rule safer(String sql) {
        return new Rule(id, axis, risk, message, why, sql.strip(), bad, good);
    }

    Rule examples(String badSql, String goodSql) {
        return new Rule(id, axis, risk, message, why, safer, badSql.strip(), goodSql.strip());
    }

    /**
     * Returns a text of the rule with the words in braces filled in.
     *
     * @param text the message, the reason or the safer way
     * @param subject what it is about
     */
    public String fill(String text, Subject subject) {
        String filled = text;
        for (Map.Entry<String, String> entry : subject.words().entrySet()) {
            filled = filled.replace("{" + entry.getKey() + "}", entry.getValue());
        }
        return filled;
    }
}
