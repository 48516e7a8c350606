/** One class for each command. */
@NullMarked
package io.dbguard.cli.internal.command;

import org.jspecify.annotations.NullMarked;
