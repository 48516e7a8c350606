package io.dbguard.api.event;

/**
 * A line of the audit log.
 *
 * @param number counted from 1, without gaps
 * @param event what has happened
 * @param user the user of the operating system who ran the process
 * @param host what people call the host; proves nothing
 * @param process the number of the process on that host
 */
public record AuditEntry(long number, GuardEvent event, String user, String host, long process) {}
