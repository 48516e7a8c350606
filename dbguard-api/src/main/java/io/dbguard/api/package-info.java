/** What dbguard tells an application when something cannot be done. */
@NullMarked
package io.dbguard.api;

import org.jspecify.annotations.NullMarked;
