/** What a general SQL parser makes of a statement. It can raise a risk, never lower one. */
@NullMarked
package io.dbguard.internal.opinion;

import org.jspecify.annotations.NullMarked;
