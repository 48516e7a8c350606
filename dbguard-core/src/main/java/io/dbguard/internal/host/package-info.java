/** This host and the processes on it. */
@NullMarked
package io.dbguard.internal.host;

import org.jspecify.annotations.NullMarked;
