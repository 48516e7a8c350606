/**
 * What every database module must be able to do. A module extends {@link io.dbguard.contract.DatabaseContract} and gets
 * all of it. What every storage must be able to do is in {@link io.dbguard.contract.StorageContract}.
 */
package io.dbguard.contract;
