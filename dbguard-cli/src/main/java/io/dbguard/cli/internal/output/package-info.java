/** Text tables, JSON, progress, and the terminal. */
@NullMarked
package io.dbguard.cli.internal.output;

import org.jspecify.annotations.NullMarked;
