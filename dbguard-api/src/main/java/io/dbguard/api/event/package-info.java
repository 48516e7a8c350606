/** What a guard does, as it happens, and the log of it. */
@NullMarked
package io.dbguard.api.event;

import org.jspecify.annotations.NullMarked;
