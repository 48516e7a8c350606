/** Reading the system catalogs: each kind of object in a class of its own, set-based. */
@NullMarked
package io.dbguard.postgres.internal.catalog;

import org.jspecify.annotations.NullMarked;
