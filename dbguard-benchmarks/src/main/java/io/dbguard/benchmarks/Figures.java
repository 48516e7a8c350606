package io.dbguard.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Repeated measurements of one thing. */
final class Figures {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double median() {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Returns median, smallest and largest. */
    String range() {
        return String.format(
                Locale.ROOT, "%.2f (%.2f-%.2f)", median(), Collections.min(values), Collections.max(values));
    }
}
