package io.dbguard.api.migration;

import java.util.List;

/**
 * What the live data says about a finding.
 *
 * @param words what was counted, such as {@code 12,841 rows hold a value}
 * @param count how many
 * @param exact whether all rows were counted; otherwise it is an estimate or a lower bound, and the words say so
 * @param samples keys of up to three rows that are meant, empty if there are none or the table has no key
 */
public record Evidence(String words, long count, boolean exact, List<String> samples) {

    /** Copies the list, so that the evidence can be shared. */
    public Evidence {
        samples = List.copyOf(samples);
    }

    /** Returns the words and the samples, for whoever may see keys of rows; not for logs and exceptions. */
    public String withSamples() {
        return samples.isEmpty() ? words : words + ", for example " + String.join(", ", samples);
    }

    /** Returns the words alone: a key may be somebody's e-mail address. */
    @Override
    public String toString() {
        return words;
    }
}
