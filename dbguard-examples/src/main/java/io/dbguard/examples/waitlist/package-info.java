/** A service that must not lose a sign-up: a backup after each, and every deployment under guard. */
@NullMarked
package io.dbguard.examples.waitlist;

import org.jspecify.annotations.NullMarked;
