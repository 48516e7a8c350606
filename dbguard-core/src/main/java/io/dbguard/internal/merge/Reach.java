package io.dbguard.internal.merge;

import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.restore.OrphanTreatment;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.sql.Dialect;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which tables a restore may write into besides those that were chosen. */
public final class Reach {
    private static final Schema NOTHING = new Schema(List.of(), List.of(), List.of());

    private Reach() {}

    /**
     * Returns the chosen tables, and those whose rows may come along.
     *
     * @param manifest the backup
     * @param schema all that it holds
     * @param chosen the chosen tables
     * @param rules which rows come back
     */
    public static Set<TableName> of(Manifest manifest, Schema schema, Set<TableName> chosen, RowRules rules) {
        Set<TableName> reached = new HashSet<>(chosen);
        if (!rules.children() && rules.orphans() != OrphanTreatment.BRING_PARENTS) {
            return reached;
        }
        Dialect dialect = Dialect.of(manifest.header().database().provider());
        var relations = new Relations(schema, NOTHING, Set.of(), dialect);
        List<TableName> all = schema.tables().stream().map(Table::name).toList();
        if (rules.children()) {
            reached.addAll(relations.descendants(reached, all));
        }
        if (rules.orphans() == OrphanTreatment.BRING_PARENTS) {
            reached.addAll(relations.ancestors(reached, all));
        }
        return reached;
    }
}
