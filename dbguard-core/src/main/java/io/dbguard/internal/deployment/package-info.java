/** What was so when a deployment was last found to be good: the database, critical variables, the migrations. */
@NullMarked
package io.dbguard.internal.deployment;

import org.jspecify.annotations.NullMarked;
