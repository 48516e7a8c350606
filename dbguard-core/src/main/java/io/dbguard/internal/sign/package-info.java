/** Signatures of backups. */
@NullMarked
package io.dbguard.internal.sign;

import org.jspecify.annotations.NullMarked;
