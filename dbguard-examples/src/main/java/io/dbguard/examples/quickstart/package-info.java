/** The quick start: a small shop loses its data in three ways and gets it back. */
@NullMarked
package io.dbguard.examples.quickstart;

import org.jspecify.annotations.NullMarked;
