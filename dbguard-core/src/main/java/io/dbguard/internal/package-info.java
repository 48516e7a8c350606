/** What the jobs have in common. */
@NullMarked
package io.dbguard.internal;

import org.jspecify.annotations.NullMarked;
