/**
 * The rules by which migrations are judged: one class for each family, with the text of its rules beside the code that
 * finds them. {@code Catalogue} lists them all; {@code docs/rules.md} is made from it.
 */
@NullMarked
package io.dbguard.internal.rule;

import org.jspecify.annotations.NullMarked;
