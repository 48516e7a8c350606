package io.dbguard.liquibase;

import io.dbguard.api.RequestException;
import io.dbguard.api.migration.Approval;
import io.dbguard.api.migration.MigrationScript;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.resource.Resource;

/**
 * The changesets that have not run.
 *
 * @param liquibase is asked
 * @param contexts those of the update
 * @param labels those of the update
 */
record Unrun(Liquibase liquibase, Contexts contexts, LabelExpression labels) {
    private static final String APPROVED = ".approved";

    List<MigrationScript> scripts() {
        return asked(() -> {
            var rendering = new Rendering(liquibase.getDatabase());
            return changeSets().stream().flatMap(rendering::of).toList();
        });
    }

    List<Approval> approvals() {
        return asked(() -> {
            List<Approval> approvals = new ArrayList<>();
            for (String file :
                    changeSets().stream().map(ChangeSet::getFilePath).distinct().toList()) {
                Resource approval = liquibase.getResourceAccessor().get(file + APPROVED);
                if (approval.exists()) {
                    approvals.add(read(approval, file + APPROVED));
                }
            }
            return approvals;
        });
    }

    private static Approval read(Resource file, String name) throws IOException {
        try (Reader text = new InputStreamReader(file.openInputStream(), StandardCharsets.UTF_8)) {
            return Approval.read(text, name);
        }
    }

    /** Without the check of its tables, which would create them. */
    private List<ChangeSet> changeSets() throws Exception {
        return liquibase.listUnrunChangeSets(contexts, labels, false);
    }

    /** Liquibase remembers what has run; another instance may have run more, and the update has to look for itself. */
    private <T> T asked(Callable<T> question) {
        Database database = liquibase.getDatabase();
        try {
            forget(database);
            try {
                return question.call();
            } finally {
                database.rollback();
                forget(database);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RequestException(
                    "Liquibase cannot say which changesets have not run: " + e.getMessage(),
                    "no changeset was run",
                    "run 'liquibase status' with the same changelog, and see what it says",
                    e);
        }
    }

    private static void forget(Database database) {
        Scope.getCurrentScope()
                .getSingleton(ChangeLogHistoryServiceFactory.class)
                .getChangeLogService(database)
                .reset();
    }
}
