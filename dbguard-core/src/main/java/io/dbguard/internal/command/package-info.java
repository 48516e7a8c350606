/** What statements say: read from their tokens, by a closed table of heads. */
@NullMarked
package io.dbguard.internal.command;

import org.jspecify.annotations.NullMarked;
