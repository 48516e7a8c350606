package io.dbguard.cli;

import io.dbguard.cli.internal.command.BackupCommand;
import io.dbguard.cli.internal.command.CheckCommand;
import io.dbguard.cli.internal.command.CopyCommand;
import io.dbguard.cli.internal.command.DiffCommand;
import io.dbguard.cli.internal.command.DrillCommand;
import io.dbguard.cli.internal.command.ExportCommand;
import io.dbguard.cli.internal.command.HistoryCommand;
import io.dbguard.cli.internal.command.LintCommand;
import io.dbguard.cli.internal.command.ListCommand;
import io.dbguard.cli.internal.command.LogCommand;
import io.dbguard.cli.internal.command.PinCommand;
import io.dbguard.cli.internal.command.PruneCommand;
import io.dbguard.cli.internal.command.RehearseCommand;
import io.dbguard.cli.internal.command.RekeyCommand;
import io.dbguard.cli.internal.command.RepairCommand;
import io.dbguard.cli.internal.command.RestoreCommand;
import io.dbguard.cli.internal.command.SchemaLogCommand;
import io.dbguard.cli.internal.command.ShowCommand;
import io.dbguard.cli.internal.command.StatusCommand;
import io.dbguard.cli.internal.command.UnpinCommand;
import io.dbguard.cli.internal.command.VerifyCommand;
import io.dbguard.cli.internal.command.VerifyDeploymentCommand;
import io.dbguard.cli.internal.output.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** All commands by name, in the order in which the help shows them. */
final class Commands {
    private static final Map<String, Function<Terminal, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("backup", BackupCommand::new);
        ALL.put("list", ListCommand::new);
        ALL.put("lint", LintCommand::new);
        ALL.put("show", ShowCommand::new);
        ALL.put("verify", VerifyCommand::new);
        ALL.put("restore", RestoreCommand::new);
        ALL.put("verify-deployment", VerifyDeploymentCommand::new);
        ALL.put("rehearse", RehearseCommand::new);
        ALL.put("drill", DrillCommand::new);
        ALL.put("diff", DiffCommand::new);
        ALL.put("history", HistoryCommand::new);
        ALL.put("schema-log", SchemaLogCommand::new);
        ALL.put("export", ExportCommand::new);
        ALL.put("status", StatusCommand::new);
        ALL.put("check", CheckCommand::new);
        ALL.put("log", LogCommand::new);
        ALL.put("copy", CopyCommand::new);
        ALL.put("repair", RepairCommand::new);
        ALL.put("prune", PruneCommand::new);
        ALL.put("pin", PinCommand::new);
        ALL.put("unpin", UnpinCommand::new);
        ALL.put("rekey", RekeyCommand::new);
    }

    private Commands() {}

    /**
     * Adds the commands that a line may mean. Making one takes longer than most of what it does, so where the first word is the
     * name of one, it is alone.
     */
    static void addTo(CommandLine line, Terminal terminal, String... args) {
        Function<Terminal, Object> only = args.length == 0 ? null : ALL.get(args[0]);
        if (only == null) {
            ALL.values().forEach(command -> line.addSubcommand(command.apply(terminal)));
        } else {
            line.addSubcommand(only.apply(terminal));
        }
    }
}
