/** From what a person types to connections to a database. */
@NullMarked
package io.dbguard.cli.internal.connect;

import org.jspecify.annotations.NullMarked;
