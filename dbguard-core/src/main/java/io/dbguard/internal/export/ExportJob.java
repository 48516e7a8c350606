package io.dbguard.internal.export;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.Providers;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.restore.OrderedContent;
import io.dbguard.internal.storage.NewFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a backup to plain files. */
public final class ExportJob {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    private final Repository repository;
    private final Manifest manifest;

    /**
     * Creates a job.
     *
     * @param repository where the backup is
     * @param order what of it
     */
    public ExportJob(Repository repository, ExportOrder order) {
        this.repository = repository;
        this.manifest = OrderedContent.of(
                repository.manifests().read(order.backup()), order.schemas(), order.without(), order.parts());
    }

    /**
     * Writes one script that the database's own tool loads into an empty database.
     *
     * @param file does not exist yet
     */
    public void sql(Path file) {
        var provider = Providers.named(manifest.header().database().provider());
        NewFile.write(file, out -> provider.writeScript(manifest, repository.blobs()::rows, out));
    }

    /**
     * Writes a CSV file for each table.
     *
     * @param folder gets the files; created if need be, none of the files may exist
     */
    public void csv(Path folder) {
        files(
                folder,
                ".csv",
                (content, out) -> repository
                        .blobs()
                        .rows(content)
                        .sendTo(new CsvWriter(content.table().columns(), out)));
    }

    /**
     * Writes a file for each table, with a JSON object on each line.
     *
     * @param folder gets the files; created if need be, none of the files may exist
     */
    public void json(Path folder) {
        files(folder, ".jsonl", (content, out) -> {
            try (var lines = new JsonLinesWriter(content.table().columns(), out)) {
                repository.blobs().rows(content).sendTo(lines);
            }
        });
    }

    /** Writes the rows of a table. */
    private interface TableWriter {
        void write(TableContent content, OutputStream out) throws IOException;
    }

    private void files(Path folder, String suffix, TableWriter writer) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new RepositoryException(
                    "Cannot create the folder " + folder + ": " + IoReason.of(e),
                    "the backup is not affected",
                    "choose a folder that this user may write to",
                    e);
        }
        for (TableContent content : manifest.tables()) {
            Path file = folder.resolve(fileName(content.table().name()) + suffix);
            if (Files.exists(file)) {
                throw new RequestException(
                        "The file " + file + " exists already", "nothing was overwritten", "choose another folder");
            }
            NewFile.write(file, out -> {
                try {
                    writer.write(content, out);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            });
        }
    }

    /** A table may be called anything, also {@code ../x}; whatever is not plain is written as its bytes. */
    static String fileName(TableName table) {
        return encode(table.schema()) + "." + encode(table.table());
    }

    private static String encode(String name) {
        var encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            encoded.append(PLAIN.indexOf(c) >= 0 ? String.valueOf(c) : String.format("%%%02X", b));
        }
        return encoded.toString();
    }
}
