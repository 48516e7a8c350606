/** What {@code dbguard lint} reads and prints. */
@NullMarked
package io.dbguard.cli.internal.lint;

import org.jspecify.annotations.NullMarked;
