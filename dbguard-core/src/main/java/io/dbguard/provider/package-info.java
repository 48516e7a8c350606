/** What database modules have in common: borrowing a connection, saying what failed without showing data. */
@NullMarked
package io.dbguard.provider;

import org.jspecify.annotations.NullMarked;
