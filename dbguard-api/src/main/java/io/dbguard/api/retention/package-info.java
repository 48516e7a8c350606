/** Which backups are kept, and what became of the others. */
@NullMarked
package io.dbguard.api.retention;

import org.jspecify.annotations.NullMarked;
