/** What a backup holds, as its manifest says it. */
@NullMarked
package io.dbguard.api.manifest;

import org.jspecify.annotations.NullMarked;
