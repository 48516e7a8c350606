/**
 * What every database module must be able to do. A module extends {@link io.dbguard.contract.DatabaseContract} and gets
 * all of it.
 */
package io.dbguard.contract;
