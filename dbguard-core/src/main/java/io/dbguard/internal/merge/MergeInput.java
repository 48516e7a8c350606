package io.dbguard.internal.merge;

import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.spi.database.RowSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a merge works with.
 *
 * @param manifest the backup
 * @param rows gives the rows of its tables
 * @param chosen the tables that were asked for
 * @param created what comes back with its definition
 * @param conditions what their rows have to fulfil, where something was said
 * @param rules which rows come back
 */
public record MergeInput(
        Manifest manifest,
        Function<TableContent, RowSource> rows,
        Set<TableName> chosen,
        Set<ObjectId> created,
        Map<TableName, String> conditions,
        RowRules rules) {
    /** Copies the collections. */
    public MergeInput {
        chosen = Set.copyOf(chosen);
        created = Set.copyOf(created);
        conditions = Map.copyOf(conditions);
    }
}
