package io.dbguard;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.schema.Aspect;
import io.dbguard.api.schema.Part;
import io.dbguard.internal.export.ExportJob;
import io.dbguard.internal.export.ExportOrder;
import io.dbguard.internal.lock.RepositoryLocks;
import io.dbguard.internal.repository.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An export that is about to happen. By default it holds everything that the backup holds. Immutable: every method
 * returns a new request.
 */
public final class ExportRequest {
    private final Supplier<Repository> repository;
    private final ExportOrder order;

    private ExportRequest(Supplier<Repository> repository, ExportOrder order) {
        this.repository = repository;
        this.order = order;
    }

    static ExportRequest of(Supplier<Repository> repository, BackupId backup) {
        return new ExportRequest(repository, ExportOrder.everything(backup));
    }

    /**
     * Exports only this schema; may be called several times.
     *
     * @param name the schema
     */
    public ExportRequest schema(String name) {
        List<String> schemas = new ArrayList<>(order.schemas());
        schemas.add(name);
        return with(new ExportOrder(order.backup(), schemas, order.without(), order.parts()));
    }

    /**
     * Goes without some of what the backup holds; may be called several times.
     *
     * @param aspects what
     */
    public ExportRequest without(Aspect... aspects) {
        Set<Aspect> all = new HashSet<>(order.without());
        all.addAll(Arrays.asList(aspects));
        return with(new ExportOrder(order.backup(), order.schemas(), all, order.parts()));
    }

    /**
     * Exports only some parts. A script of rows alone does not switch off the foreign keys and triggers of the database
     * that it is loaded into.
     *
     * @param parts at least one
     */
    public ExportRequest only(Part... parts) {
        return with(new ExportOrder(order.backup(), order.schemas(), order.without(), Set.of(parts)));
    }

    /**
     * Writes one script that the database's own tool loads into an empty database: {@code psql -f} for PostgreSQL,
     * {@code RUNSCRIPT} for H2. The module for that kind of database must be on the class path.
     *
     * @param file does not exist yet
     */
    public void sql(Path file) {
        Repository opened = repository.get();
        opened.locks()
                .reading("export", RepositoryLocks.USUAL_WAIT)
                .during(() -> new ExportJob(opened, order).sql(file));
    }

    /**
     * Writes each table as a CSV file named after it.
     *
     * @param folder gets the files; it is created if need be, and no file in it is overwritten
     */
    public void csv(Path folder) {
        Repository opened = repository.get();
        opened.locks()
                .reading("export", RepositoryLocks.USUAL_WAIT)
                .during(() -> new ExportJob(opened, order).csv(folder));
    }

    /**
     * Writes each table as a file named after it, with a JSON object on each line. Values are texts as the database writes them, or
     * null; integers up to 2<sup>53</sup> - 1 are numbers.
     *
     * @param folder gets the files; it is created if need be, and no file in it is overwritten
     */
    public void json(Path folder) {
        Repository opened = repository.get();
        opened.locks()
                .reading("export", RepositoryLocks.USUAL_WAIT)
                .during(() -> new ExportJob(opened, order).json(folder));
    }

    private ExportRequest with(ExportOrder changed) {
        return new ExportRequest(repository, changed);
    }
}
