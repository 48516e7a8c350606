package io.dbguard.h2.internal.restore;

import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.h2.internal.rows.RowInserter;
import io.dbguard.h2.internal.snapshot.SequenceStates;
import io.dbguard.rows.RowReader;
import io.dbguard.spi.database.RowSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Writes a backup as a script for RUNSCRIPT, rows as INSERT statements. */
public final class H2Script {
    private static final String HEAD = """
            -- H2 %s, database backup %s, written by dbguard %s.
            -- Load it into an empty database, as an administrator, with: RUNSCRIPT FROM 'FILE' CHARSET 'UTF-8'

            """;

    private final Manifest manifest;
    private final OutputStream out;

    private H2Script(Manifest manifest, OutputStream out) {
        this.manifest = manifest;
        this.out = out;
    }

    /**
     * Writes the script.
     *
     * @param manifest the backup
     * @param rows gives the rows of each table
     * @param out where it goes
     * @throws IOException if it cannot be written
     */
    public static void write(Manifest manifest, Function<TableContent, RowSource> rows, OutputStream out)
            throws IOException {
        var script = new H2Script(manifest, out);
        try {
            script.head();
            script.objects(Section.BEFORE_DATA);
            manifest.tables().forEach(content -> script.rows(content, rows.apply(content)));
            script.objects(Section.AFTER_DATA);
            for (SequenceState state : manifest.sequences()) {
                script.statement(SequenceStates.alter(state));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void head() throws IOException {
        var header = manifest.header();
        text(HEAD.formatted(header.database().version(), header.id(), header.writtenBy()));
    }

    private void objects(Section section) throws IOException {
        for (SchemaObject object : manifest.schema().objects()) {
            if (object.section() == section) {
                for (String sql : object.create()) {
                    statement(sql);
                }
            }
        }
    }

    private void rows(TableContent content, RowSource rows) {
        rows.sendTo((buffer, offset, length, count) -> {
            var reader = new RowReader(buffer, offset, length);
            try {
                while (reader.nextRow()) {
                    statement(RowInserter.statement(content.table(), reader));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void statement(String sql) throws IOException {
        text(sql + ";\n");
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
