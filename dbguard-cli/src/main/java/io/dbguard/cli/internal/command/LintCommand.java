package io.dbguard.cli.internal.command;

import io.dbguard.Classifier;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Risk;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.lint.GithubReport;
import io.dbguard.cli.internal.lint.JUnitReport;
import io.dbguard.cli.internal.lint.JsonReport;
import io.dbguard.cli.internal.lint.LintConfig;
import io.dbguard.cli.internal.lint.LintConfigFile;
import io.dbguard.cli.internal.lint.Report;
import io.dbguard.cli.internal.lint.SarifReport;
import io.dbguard.cli.internal.lint.ScriptFiles;
import io.dbguard.cli.internal.lint.TextReport;
import io.dbguard.cli.internal.option.DatabaseOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dbguard lint}. */
@Command(name = "lint", description = "Judges migrations before they run.")
public final class LintCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final DatabaseOptions database;

    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Scripts, or folders with scripts.")
    private List<Path> places = List.of();

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description = "Whose SQL it is: postgres, h2. Default: the database's, otherwise postgres.")
    private @Nullable Dialect dialect;

    @Option(
            names = "--server-version",
            paramLabel = "N",
            description = "The major version of the PostgreSQL server. Default: the database's, otherwise any.")
    private @Nullable Integer version;

    @Option(
            names = "--fail-on",
            paramLabel = "RISK",
            description = "Ends with 1 from this risk on, on any axis: low, medium, high. Default: medium.")
    private @Nullable Risk failOn;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Which rules count how much. Default: " + LintConfigFile.NAME + " if it is here.")
    private @Nullable Path config;

    @Option(names = "--format", paramLabel = "NAME", description = "text, json, sarif, junit or github. Default: text.")
    private Format format = Format.TEXT;

    @Option(
            names = "--together",
            description = "The scripts run one right after the other: what one creates is not yet in use in the next.")
    private boolean together;

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=VALUE",
            description = "What stands for $${NAME} in the scripts; may be repeated.")
    private Map<String, String> placeholders = Map.of();

    /** Whose SQL it is. */
    enum Dialect {
        /** PostgreSQL. */
        POSTGRES,
        /** H2. */
        H2
    }

    /** How findings are printed. */
    enum Format {
        /** For people. */
        TEXT,
        /** For programs. */
        JSON,
        /** For code hosts and editors. */
        SARIF,
        /** For build servers. */
        JUNIT,
        /** For GitHub's runners. */
        GITHUB
    }

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public LintCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        database = new DatabaseOptions(general);
    }

    @Override
    public Integer call() {
        if (failOn == Risk.NONE) {
            throw general.wrongUsage("--fail-on takes low, medium or high");
        }
        LintConfig wanted = config();
        Risk limit = Optional.ofNullable(failOn).or(wanted::failOn).orElse(Risk.MEDIUM);
        List<MigrationScript> scripts = ScriptFiles.read(places);
        var report = new Report(wanted.apply(classifier().classify(scripts)), scripts);
        print(report, limit);
        return report.reaches(limit) ? ExitCode.FOUND : ExitCode.DONE;
    }

    private void print(Report report, Risk limit) {
        switch (format) {
            case TEXT -> TextReport.print(report, general.out());
            case JSON -> Json.print(JsonReport.of(report), general.out());
            case SARIF -> Json.print(SarifReport.of(report), general.out());
            case JUNIT -> JUnitReport.print(report, limit, general.out());
            case GITHUB -> GithubReport.print(report, general.out());
        }
    }

    private LintConfig config() {
        Path usual = Path.of(LintConfigFile.NAME);
        if (config != null) {
            return LintConfigFile.read(config);
        }
        if (!Files.isRegularFile(usual)) {
            return LintConfig.NONE;
        }
        general.note("as " + usual + " says");
        return LintConfigFile.read(usual);
    }

    private Classifier classifier() {
        Optional<Database> live = database.databaseIfNamed(Access.READ);
        Dialect spoken = Optional.ofNullable(dialect)
                .or(() -> live.map(one -> one.product().startsWith("H2") ? Dialect.H2 : Dialect.POSTGRES))
                .orElse(Dialect.POSTGRES);
        Classifier classifier = spoken == Dialect.H2 ? Classifier.h2() : Classifier.postgres();
        if (version != null) {
            classifier = classifier.serverVersion(version);
        }
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            classifier = classifier.placeholder(placeholder.getKey(), placeholder.getValue());
        }
        if (live.isPresent()) {
            classifier = classifier.against(live.get().dataSource());
        }
        return together ? classifier : classifier.releasedOneByOne();
    }
}
