package io.dbguard.internal.watch;

import java.util.List;

/**
 * What one text of SQL does, as far as it matters here.
 *
 * @param writes whether it may change something that a backup holds
 * @param atOnce whether that may be there before the next commit of the connection
 * @param tables where it writes, as far as that is known
 * @param dangers what in it takes many rows at once
 */
record Reading(boolean writes, boolean atOnce, List<String> tables, List<Danger> dangers) {
    /** Of what is not understood everything is to be expected, but it is no reason to refuse it. */
    static final Reading UNKNOWN = new Reading(true, true, List.of(), List.of());

    Reading {
        tables = List.copyOf(tables);
        dangers = List.copyOf(dangers);
    }
}
