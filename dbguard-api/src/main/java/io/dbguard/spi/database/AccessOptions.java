package io.dbguard.spi.database;

import io.dbguard.api.schema.TableName;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * How a database is to be opened.
 *
 * @param tables the tables whose rows will be read or replaced; they are locked as far as that needs it. The schema is
 *     given in full whatever stands here.
 * @param lockWait how long to wait for a lock that somebody else holds
 */
public record AccessOptions(Predicate<TableName> tables, Duration lockWait) {}
