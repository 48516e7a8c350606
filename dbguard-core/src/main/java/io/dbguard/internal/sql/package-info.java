/** Reading SQL scripts: tokens and statements, exact enough that nothing hides between them. */
@NullMarked
package io.dbguard.internal.sql;

import org.jspecify.annotations.NullMarked;
