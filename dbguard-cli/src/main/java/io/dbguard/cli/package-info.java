/** The command line of dbguard. */
@NullMarked
package io.dbguard.cli;

import org.jspecify.annotations.NullMarked;
