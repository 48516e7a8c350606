/** Processes that are killed, power that goes, disks that fill up, storages that fail, bytes that change. */
package io.dbguard.chaos;
