/** What a row was like in one backup after the other. */
@NullMarked
package io.dbguard.internal.history;

import org.jspecify.annotations.NullMarked;
