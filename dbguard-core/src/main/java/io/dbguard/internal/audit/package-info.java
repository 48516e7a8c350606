/** The audit log: lines that are only added, each of which seals those before it. */
@NullMarked
package io.dbguard.internal.audit;

import org.jspecify.annotations.NullMarked;
