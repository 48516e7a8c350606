/** Cutting a table's rows into chunks, and the fingerprint that stands for all of them. */
@NullMarked
package io.dbguard.internal.chunk;

import org.jspecify.annotations.NullMarked;
