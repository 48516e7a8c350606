/** A database and a storage in memory, so that thousands of accidents take seconds. */
package io.dbguard.chaos.memory;
