package io.dbguard.postgres.internal.restore;

import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.postgres.internal.catalog.LargeObjectCatalog;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.postgres.internal.snapshot.PostgresView;
import io.dbguard.rows.RowReader;
import io.dbguard.spi.database.RowSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;

/** Writes a backup as a script for psql, rows as COPY blocks. */
public final class PostgresScript {
    private static final String HEAD = """
            -- PostgreSQL %s, database backup %s, written by dbguard %s.
            -- Load it into an empty database with: psql -v ON_ERROR_STOP=1 -1 -f FILE

            SET statement_timeout = 0;
            SET lock_timeout = 0;
            SET client_encoding = 'UTF8';
            SET standard_conforming_strings = on;
            SET check_function_bodies = false;
            SET xmloption = content;
            SET client_min_messages = warning;
            SET row_security = off;
            SELECT pg_catalog.set_config('search_path', '', false);

            """;

    private final Manifest manifest;
    private final OutputStream out;

    private PostgresScript(Manifest manifest, OutputStream out) {
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
        var script = new PostgresScript(manifest, out);
        try {
            script.head();
            script.objects(Section.BEFORE_DATA);
            for (TableContent content : manifest.tables()) {
                script.rows(content, rows.apply(content));
            }
            script.objects(Section.AFTER_DATA);
            for (SequenceState state : manifest.sequences()) {
                script.line(SequenceReset.setval(state) + ";");
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
            if (object.section() == section && !alreadyThere(object)) {
                for (String sql : object.create()) {
                    line(sql + ";");
                }
            }
        }
        line("");
    }

    /** A new database has this schema. */
    private static boolean alreadyThere(SchemaObject object) {
        return object.id().kind().equals("schema") && object.id().name().equals("public");
    }

    /** There is no COPY for large objects. */
    private void largeObjects(RowSource rows) {
        rows.sendTo((buffer, offset, length, count) -> {
            var reader = new RowReader(buffer, offset, length);
            try {
                while (reader.nextRow()) {
                    largeObject(text(reader, 0), text(reader, 1), text(reader, 2));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void largeObject(String oid, String at, String bytes) throws IOException {
        if (at.equals("0")) {
            line("SELECT pg_catalog.lo_create(" + Quoting.literal(oid) + ");");
        }
        line("SELECT pg_catalog.lo_put(" + Quoting.literal(oid) + ", " + at + ", " + Quoting.literal(bytes) + ");");
    }

    private static String text(RowReader reader, int field) {
        return Objects.requireNonNull(reader.text(field));
    }

    private void rows(TableContent content, RowSource rows) throws IOException {
        if (content.table().name().equals(LargeObjectCatalog.TABLE)) {
            largeObjects(rows);
            return;
        }
        line("COPY " + PostgresView.copyTarget(content.table()) + " FROM stdin;");
        rows.sendTo((buffer, offset, length, count) -> {
            try {
                out.write(buffer, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        line("\\.");
        line("");
    }

    private void line(String text) throws IOException {
        text(text + "\n");
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
