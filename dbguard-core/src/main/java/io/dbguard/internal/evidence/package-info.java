/** What the live data says about a finding. Nothing here writes. */
@NullMarked
package io.dbguard.internal.evidence;

import org.jspecify.annotations.NullMarked;
