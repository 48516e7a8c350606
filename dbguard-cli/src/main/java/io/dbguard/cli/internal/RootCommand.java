package io.dbguard.cli.internal;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dbguard} without a command. */
@Command(
        name = "dbguard",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Backs up, verifies and restores PostgreSQL and H2 databases.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done; 1 the check found something; 2 wrong usage; 3 failed.",
            "Environment: DBGUARD_URL, DBGUARD_REPO, DBGUARD_USER, DBGUARD_PASSWORD, DBGUARD_RECIPIENTS,",
            "DBGUARD_IDENTITY_FILE, DBGUARD_SIGNING_KEY, DBGUARD_TRUST."
        })
public final class RootCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** Creates the command. */
    public RootCommand() {}

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "A command is missing");
        }
    }
}
