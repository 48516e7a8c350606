package io.dbguard.flyway;

import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationScript.Frame;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.sqlscript.SqlScript;
import org.jspecify.annotations.Nullable;

/** Reads the text of pending migrations as Flyway would. */
final class ScriptReader {
    /** Scripts that start a line of versions, {@code B7__all.sql}, have a type of their own, which is not in the core. */
    private static final String BASELINE = "SQL_BASELINE";

    private final MigrationResolver.Context means;
    private final Substitution substitution;

    ScriptReader(MigrationResolver.Context means) {
        this.means = means;
        this.substitution = new Substitution(means);
    }

    MigrationScript read(MigrationInfo migration) {
        LoadableResource file = isSql(migration) ? resource(migration.getScript()) : null;
        return file == null
                ? MigrationScript.notSql(name(migration), migration.getScript() + " " + migration.getChecksum())
                : script(migration, file);
    }

    private static boolean isSql(MigrationInfo migration) {
        String type = migration.getType().name();
        return type.equals(CoreMigrationType.SQL.name()) || type.equals(BASELINE);
    }

    private @Nullable LoadableResource resource(String path) {
        return means.resourceProvider.getResource(path);
    }

    /** A migration in Java is called like its class. */
    private static String name(MigrationInfo migration) {
        String script = migration.getScript();
        return script.substring(script.lastIndexOf('/') + 1);
    }

    private MigrationScript script(MigrationInfo migration, LoadableResource file) {
        SqlScript parsed =
                means.sqlScriptFactory.createSqlScript(file, means.configuration.isMixed(), means.resourceProvider);
        Frame frame = parsed.executeInTransaction() ? Frame.TRANSACTION : Frame.NONE;
        String text = text(parsed.getResource());
        return new MigrationScript(
                name(migration), parsed.placeholderReplacement() ? substitution.apply(text, file) : text, frame);
    }

    private static String text(LoadableResource file) {
        try (Reader reader = file.read()) {
            return Text.of(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
