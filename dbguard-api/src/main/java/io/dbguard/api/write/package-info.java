/** What a guarded data source does with the statements of an application. */
@NullMarked
package io.dbguard.api.write;

import org.jspecify.annotations.NullMarked;
