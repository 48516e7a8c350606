/** One connection and what is particular to H2 about it: settings, isolation, locks, quoting. */
@NullMarked
package io.dbguard.h2.internal.session;

import org.jspecify.annotations.NullMarked;
