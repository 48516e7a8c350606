package io.dbguard.internal.rule;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a finding is about, by name: {@code table}, {@code column}, {@code name} and what else a rule speaks of.
 *
 * @param words the names
 */
public record Subject(Map<String, String> words) {

    /** Copies the map. */
    public Subject {
        words = Map.copyOf(words);
    }

    /**
     * Takes names.
     *
     * @param pairs a word, its name, the next word, and so on
     */
    public static Subject of(String... pairs) {
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            words.put(pairs[i], pairs[i + 1]);
        }
        return new Subject(words);
    }

    static Subject table(String table) {
        return of("table", table);
    }

    static Subject column(String table, String column) {
        return of("table", table, "column", column);
    }

    /**
     * Returns the names and one more.
     *
     * @param word what it is
     * @param name how it is called
     */
    Subject with(String word, String name) {
        Map<String, String> all = new LinkedHashMap<>(words);
        all.put(word, name);
        return new Subject(all);
    }

    /** Returns a name, empty if the finding has none of that kind. */
    public String get(String word) {
        return words.getOrDefault(word, "");
    }
}
