package io.dbguard;

import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.MigrationClassifier;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationSource;
import io.dbguard.internal.classify.ScriptJudge;
import io.dbguard.internal.classify.Settings;
import io.dbguard.internal.evidence.LiveData;
import io.dbguard.internal.rule.Catalogue;
import io.dbguard.internal.rule.Rule;
import io.dbguard.internal.rule.Witness;
import io.dbguard.internal.sql.Dialect;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Judges migrations by their text. Immutable; each of the methods that change something returns another one. */
public final class Classifier implements MigrationClassifier {
    private final Settings settings;
    private final @Nullable DataSource data;

    private Classifier(Settings settings, @Nullable DataSource data) {
        this.settings = settings;
        this.data = data;
    }

    /** Returns one for PostgreSQL, of whatever version dbguard supports. */
    public static Classifier postgres() {
        return of(Dialect.POSTGRESQL);
    }

    /** Returns one for H2. */
    public static Classifier h2() {
        return of(Dialect.H2);
    }

    /** Returns the names of all rules, in the order in which {@code docs/rules.md} has them. */
    public static List<String> rules() {
        return Catalogue.rules().stream().map(Rule::id).toList();
    }

    /** Returns one for the database that a provider of this name speaks to. */
    static Classifier forProvider(String name) {
        return of(Dialect.of(name));
    }

    /** Who wrote the script is not who approves that rows are lost, and what was true then need not be true now. */
    private Classifier withoutAllowancesForLosses() {
        return new Classifier(
                new Settings(
                        settings.dialect(),
                        settings.version(),
                        settings.placeholders(),
                        settings.oneByOne(),
                        settings.today(),
                        false),
                data);
    }

    /** Returns one for the migrations of a source, with the values of its placeholders. */
    static Classifier forMigrations(String provider, MigrationSource source, DataSource dataSource) {
        Classifier classifier = forProvider(provider).against(dataSource).withoutAllowancesForLosses();
        for (var placeholder : source.placeholders().entrySet()) {
            classifier = classifier.placeholder(placeholder.getKey(), placeholder.getValue());
        }
        return classifier;
    }

    private static Classifier of(Dialect dialect) {
        return new Classifier(
                new Settings(dialect, OptionalInt.empty(), Map.of(), false, LocalDate.now(ZoneOffset.UTC), true), null);
    }

    /**
     * Says which server the scripts are for.
     *
     * @param major its major version; unless given, what holds on all of PostgreSQL 14 to 18, or on the server that
     *     {@link #against} names
     */
    public Classifier serverVersion(int major) {
        return new Classifier(settings.on(major), data);
    }

    /**
     * Says what stands for {@code ${name}} in the scripts. A placeholder without a value is not understood.
     *
     * @param name the name
     * @param value what the runner puts there
     */
    public Classifier placeholder(String name, String value) {
        var values = new HashMap<>(settings.placeholders());
        values.put(name, value);
        return new Classifier(
                new Settings(
                        settings.dialect(),
                        settings.version(),
                        values,
                        settings.oneByOne(),
                        settings.today(),
                        settings.allowancesCount()),
                data);
    }

    /**
     * Judges the scripts as if each one was released before the next: a table that one creates is in use when the next
     * one changes it. That is right for a folder with the whole history of an application. Without it, all scripts run one
     * right after the other.
     */
    public Classifier releasedOneByOne() {
        return new Classifier(
                new Settings(
                        settings.dialect(),
                        settings.version(),
                        settings.placeholders(),
                        true,
                        settings.today(),
                        settings.allowancesCount()),
                data);
    }

    /**
     * Also asks the database: how many rows a table holds that is to be dropped, how many values a column, which rows would
     * break a constraint. It only reads, gives up after two seconds for each question, and counts no more than a million
     * rows; where they would be lost, half a minute more for all of them, and what is left then is estimated. What cannot be found out leaves the risk where it was. The database is taken to be as it is before the first
     * of the scripts, unless they are {@link #releasedOneByOne}: what they rename is looked up under its old name, and what is
     * not there cannot be lost.
     *
     * @param dataSource the database that the scripts are for; it gives one connection
     */
    public Classifier against(DataSource dataSource) {
        return new Classifier(settings, dataSource);
    }

    @Override
    public Assessment classify(List<MigrationScript> scripts) {
        if (data == null) {
            return new ScriptJudge(settings, Witness.NONE).judge(scripts);
        }
        try (LiveData live = LiveData.of(data, !settings.oneByOne())) {
            OptionalInt major = settings.version().isPresent() ? settings.version() : live.postgresVersion();
            Settings known = major.isPresent() ? settings.on(major.getAsInt()) : settings;
            return new ScriptJudge(known, live).judge(scripts);
        }
    }
}
