/** Options that several commands share. */
@NullMarked
package io.dbguard.cli.internal.option;

import org.jspecify.annotations.NullMarked;
