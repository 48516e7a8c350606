/** The check before a deployment: a class for each thing that is looked at. */
@NullMarked
package io.dbguard.internal.check;

import org.jspecify.annotations.NullMarked;
