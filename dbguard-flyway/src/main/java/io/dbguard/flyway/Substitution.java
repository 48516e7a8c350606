package io.dbguard.flyway;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.parser.PlaceholderReplacingReader;

/** Puts values in place of placeholders, with Flyway's own reader. */
final class Substitution {
    /** Flyway's own, but for those that a script's name or the hour decides. */
    private static final List<String> OWN =
            List.of("defaultSchema", "user", "database", "workingDirectory", "table", "environment");

    /** An approval is for a script that is the same tomorrow. */
    private static final String SOME_TIME = "2000-01-01 00:00:00";

    private final MigrationResolver.Context means;
    private final Configuration configuration;
    private final Map<String, String> values;

    Substitution(MigrationResolver.Context means) {
        this.means = means;
        this.configuration = means.configuration;
        this.values = values();
    }

    String apply(String sql, LoadableResource file) {
        Map<String, String> all = new HashMap<>(values);
        all.put(own("filename"), file.getFilename());
        try (Reader replaced = new PlaceholderReplacingReader(
                configuration.getPlaceholderPrefix(),
                configuration.getPlaceholderSuffix(),
                configuration.getPlaceholderSeparator(),
                all,
                new StringReader(sql))) {
            return Text.of(replaced);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> values() {
        Map<String, String> all = new HashMap<>();
        for (String name : OWN) {
            askFor(own(name), all);
        }
        all.put(own("timestamp"), SOME_TIME);
        all.putAll(configuration.getPlaceholders());
        return all;
    }

    private String own(String name) {
        return "flyway" + configuration.getPlaceholderSeparator() + name;
    }

    /** Only Flyway knows them; so it is given a script to read that is nothing but the placeholder. */
    private void askFor(String name, Map<String, String> all) {
        String question =
                "SELECT '" + configuration.getPlaceholderPrefix() + name + configuration.getPlaceholderSuffix() + "'";
        try {
            String answer = means.sqlScriptFactory
                    .createSqlScript(new Question(question), true, means.resourceProvider)
                    .getSqlStatements()
                    .next()
                    .getSql();
            all.put(name, answer.substring("SELECT '".length(), answer.lastIndexOf('\'')));
        } catch (FlywayException e) {
            // It has no such value; a script that uses it is one that Flyway cannot run.
            all.remove(name);
        }
    }

    /** A script that is in no file. */
    private static final class Question extends LoadableResource {
        private final String sql;

        Question(String sql) {
            this.sql = sql;
        }

        @Override
        public Reader read() {
            return new StringReader(sql);
        }

        @Override
        public String getAbsolutePath() {
            return getFilename();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getFilename();
        }

        @Override
        public String getFilename() {
            return "V0__dbguard_asks.sql";
        }

        @Override
        public String getRelativePath() {
            return getFilename();
        }
    }
}
