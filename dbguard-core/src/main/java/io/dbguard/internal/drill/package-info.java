/** Proofs that backups can be restored, and when they are due. */
@NullMarked
package io.dbguard.internal.drill;

import org.jspecify.annotations.NullMarked;
