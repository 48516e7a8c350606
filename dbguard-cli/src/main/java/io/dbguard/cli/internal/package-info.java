/** The commands put together: what each failure means, which version this is. */
@NullMarked
package io.dbguard.cli.internal;

import org.jspecify.annotations.NullMarked;
