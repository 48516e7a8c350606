/** Locks in a repository: who works with it, and whether they still live. */
@NullMarked
package io.dbguard.internal.lock;

import org.jspecify.annotations.NullMarked;
