package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Command.AlterType.Change;
import io.dbguard.internal.rule.TransactionState.Certainty;
import io.dbguard.internal.sql.Token;
import java.util.List;
import java.util.Optional;

/** Labels of enums. */
final class EnumLabels implements Family {
    static final Rule RENAME = Rule.compatibility("rename-label", Risk.HIGH, "renames a label of {name}")
            .why("The running release goes on writing the old label, and fails.")
            .safer("ALTER TYPE {name} ADD VALUE '…';\n-- Then change the rows in batches.")
            .examples("ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';", "ALTER TYPE mood ADD VALUE 'fine';");
    static final Rule USED = Rule.compatibility(
                    "label-used-in-transaction",
                    Risk.HIGH,
                    "uses the label {name} in the transaction that added it, which fails")
            .why("A new label can be used only after the transaction that added it has committed.")
            .safer("COMMIT;\n-- and use the label in the next transaction, or the next script")
            .examples("""
                    BEGIN;
                    ALTER TYPE mood ADD VALUE 'fine';
                    INSERT INTO diary (mood) VALUES ('fine');
                    COMMIT;""", "ALTER TYPE mood ADD VALUE 'fine';");

    @Override
    public String title() {
        return "Labels of enums";
    }

    @Override
    public List<Rule> rules() {
        return List.of(RENAME, USED);
    }

    @Override
    public void judge(Look look) {
        if (look.command() instanceof Command.AlterType type) {
            if (type.change() == Change.RENAME_VALUE) {
                look.add(
                        RENAME,
                        Subject.of("name", type.name(), "label", label(look).orElse("")));
            }
            return;
        }
        String label = look.scene().transaction().addedLabel();
        Certainty certainty = look.scene().transaction().inTransaction();
        if (label.isEmpty() || certainty == Certainty.NO) {
            return;
        }
        look.parsed().statement().tokens().stream()
                .filter(token -> token.kind() == Token.Kind.TEXT && token.text().equals(label))
                .findFirst()
                .ifPresent(token -> look.add(
                        USED, certainty == Certainty.YES ? Risk.HIGH : Risk.MEDIUM, Subject.of("name", label), token));
    }

    /** Returns the label that a statement adds, with its quotes. */
    static Optional<String> added(Look look) {
        boolean adds = look.command() instanceof Command.AlterType type && type.change() == Change.ADD_VALUE;
        return adds ? label(look) : Optional.empty();
    }

    private static Optional<String> label(Look look) {
        return look.parsed().statement().tokens().stream()
                .filter(token -> token.kind() == Token.Kind.TEXT)
                .map(Token::text)
                .findFirst();
    }
}
