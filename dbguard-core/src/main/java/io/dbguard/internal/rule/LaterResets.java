package io.dbguard.internal.rule;

import io.dbguard.internal.sql.Dialect;
import io.dbguard.internal.sql.Splitter;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.UnreadableSqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Statements further on in a set of scripts that set a sequence to another number. They are the one thing for which a
 * statement is judged by what comes after it. Not thread-safe.
 */
public final class LaterResets {
    private static final Pattern RESETS = Pattern.compile("(?i)\\b(setval|restart)\\b");
    /** Which sequence such a statement means is found out only when it runs. */
    private static final Pattern ANY = Pattern.compile(
            "\\bexecute\\b|\\bformat\\s*\\(|\\bpg_(class|sequences?|depend|attrdef)\\b|\\binformation_schema\\b");

    private final List<String> scripts;
    private final Dialect dialect;
    private final List<Reset> found = new ArrayList<>();
    private boolean looked;
    private int script;
    private int place;

    private record Reset(int script, int place, String sql) {}

    /**
     * Takes scripts. They are looked through when somebody asks.
     *
     * @param scripts their texts in the order in which they run
     * @param dialect whose SQL it is
     */
    public LaterResets(List<String> scripts, Dialect dialect) {
        this.scripts = List.copyOf(scripts);
        this.dialect = dialect;
    }

    private List<Reset> resets() {
        for (int i = 0; !looked && i < scripts.size(); i++) {
            if (RESETS.matcher(scripts.get(i)).find()) {
                add(i, scripts.get(i));
            }
        }
        looked = true;
        return found;
    }

    private void add(int number, String sql) {
        try {
            for (Statement statement : Splitter.split(sql, dialect).statements()) {
                if (RESETS.matcher(statement.text()).find()) {
                    found.add(new Reset(
                            number, statement.start(), statement.text().toLowerCase(Locale.ROOT)));
                }
            }
        } catch (UnreadableSqlException e) {
            // That has a finding of its own.
        }
    }

    /**
     * Begins with a script.
     *
     * @param number its place among them
     */
    public void goTo(int number) {
        script = number;
        place = 0;
    }

    /**
     * Goes on to a statement of the script.
     *
     * @param start where it starts
     */
    public void passTo(int start) {
        place = start;
    }

    /** Returns whether a statement after this one may set the sequence of a table to another number. */
    boolean reach(String table, String sequence) {
        String plain = Pattern.quote(plain(table).toLowerCase(Locale.ROOT));
        String other = Pattern.quote(plain(sequence).toLowerCase(Locale.ROOT));
        Pattern named = Pattern.compile("(?<!\\w)(" + plain + "(_\\w+)?|" + other + ")(?!\\w)");
        return resets().stream()
                .filter(reset -> reset.script() > script || (reset.script() == script && reset.place() > place))
                .anyMatch(reset -> named.matcher(reset.sql()).find()
                        || ANY.matcher(reset.sql()).find());
    }

    private static String plain(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
