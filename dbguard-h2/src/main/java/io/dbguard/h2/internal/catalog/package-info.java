/** Reading the schema, one class for each kind of object. */
@NullMarked
package io.dbguard.h2.internal.catalog;

import org.jspecify.annotations.NullMarked;
