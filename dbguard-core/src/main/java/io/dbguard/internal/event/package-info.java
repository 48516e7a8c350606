/** What a guard does is told to the audit log and to listeners. */
@NullMarked
package io.dbguard.internal.event;

import org.jspecify.annotations.NullMarked;
