package io.dbguard.test.internal.run;

/**
 * A sequence or an identity: what hands out numbers.
 *
 * @param first the number with which it began
 * @param next the number that it hands out next
 * @param fills whether it fills a column
 */
public record Counter(long first, long next, boolean fills) {}
