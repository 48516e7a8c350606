/** Measurements, as ratios against something; docs/performance.md says how to run them. */
@NullMarked
package io.dbguard.benchmarks;

import org.jspecify.annotations.NullMarked;
