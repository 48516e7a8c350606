/** Runs migrations, and looks at a database before and after. */
@NullMarked
package io.dbguard.test.internal.run;

import org.jspecify.annotations.NullMarked;
