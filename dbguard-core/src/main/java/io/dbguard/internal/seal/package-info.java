/** What stands between content and the bytes that are stored: nothing, or encryption in the age format. */
@NullMarked
package io.dbguard.internal.seal;

import org.jspecify.annotations.NullMarked;
