/** What a check before a deployment finds. */
@NullMarked
package io.dbguard.api.check;

import org.jspecify.annotations.NullMarked;
