/** What a database is made of: objects in the order of their creation, tables, sequences. */
@NullMarked
package io.dbguard.api.schema;

import org.jspecify.annotations.NullMarked;
