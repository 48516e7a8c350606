package io.dbguard.internal.classify;

import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationScript.Frame;
import io.dbguard.api.migration.ScriptAssessment;
import io.dbguard.internal.command.CommandReader;
import io.dbguard.internal.command.Parsed;
import io.dbguard.internal.rule.Catalogue;
import io.dbguard.internal.rule.Found;
import io.dbguard.internal.rule.History;
import io.dbguard.internal.rule.LaterResets;
import io.dbguard.internal.rule.Look;
import io.dbguard.internal.rule.Memory;
import io.dbguard.internal.rule.Past;
import io.dbguard.internal.rule.Scene;
import io.dbguard.internal.rule.TransactionState;
import io.dbguard.internal.rule.Witness;
import io.dbguard.internal.sql.Script;
import io.dbguard.internal.sql.Splitter;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.UnreadableSqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges an ordered set of scripts. Not thread-safe; one for each set. */
public final class ScriptJudge {
    private final Settings settings;
    private final CommandReader reader;
    private final Witness witness;
    private final History history = new History();
    private final Past past = new Past();

    /**
     * Begins with an empty history.
     *
     * @param settings how scripts are judged
     * @param witness knows more than the scripts say
     */
    public ScriptJudge(Settings settings, Witness witness) {
        this.settings = settings;
        this.witness = witness;
        this.reader = new CommandReader(settings.dialect());
    }

    /**
     * Judges scripts in the order in which they run.
     *
     * @param scripts the scripts
     */
    public Assessment judge(List<MigrationScript> scripts) {
        List<ScriptAssessment> assessments = new ArrayList<>();
        List<String> texts = scripts.stream()
                .map(script -> script.readable() ? Substitution.apply(script.sql(), settings.placeholders()) : "")
                .toList();
        var resets = new LaterResets(texts, settings.dialect());
        for (int i = 0; i < texts.size(); i++) {
            resets.goTo(i);
            assessments.add(judge(scripts.get(i), texts.get(i), resets));
            history.sessionEnded();
            if (settings.oneByOne()) {
                history.released();
            }
        }
        return new Assessment(assessments);
    }

    private ScriptAssessment judge(MigrationScript script, String sql, LaterResets resets) {
        if (!script.readable()) {
            nothingIsKnown();
            return Unreadable.opaque(script.name());
        }
        try {
            return judge(script, Splitter.split(sql, settings.dialect()), resets);
        } catch (UnreadableSqlException e) {
            nothingIsKnown();
            return Unreadable.assess(script.name(), sql, e);
        }
    }

    private void nothingIsKnown() {
        history.released();
        past.lose();
    }

    private ScriptAssessment judge(MigrationScript script, Script pieces, LaterResets resets) {
        var transaction = new TransactionState(frame(script, pieces));
        var scene = new Scene(settings.dialect(), settings.version(), history, transaction, resets);
        var allowed = new AllowComments(script.name(), pieces, settings);
        var page = new Page(script.name(), pieces.source(), this::weigh);
        for (Statement statement : pieces.statements()) {
            resets.passTo(statement.start());
            Parsed parsed = reader.read(statement);
            Look look = Catalogue.judge(parsed, scene);
            Doubt.raise(look);
            page.add(look, allowed.filter(statement, page.findings(look)));
            transaction.pass(look);
            Memory.note(parsed, history);
            past.note(parsed);
        }
        transaction.begin().ifPresent(page::leftOpen);
        return page.assessment(allowed.remarks());
    }

    /** The database is as it was before the scripts. In a whole history, nobody knows before which of them. */
    private Optional<Witness.Weighed> weigh(Found found) {
        return past.of(found.subject())
                .filter(before -> !settings.oneByOne() || before.equals(found.subject()))
                .flatMap(before -> witness.weigh(new Found(found.rule(), found.risk(), before, found.where()))
                        .map(weighed -> past.isOver(before) ? weighed.beforeTheScripts(found.risk()) : weighed));
    }

    /** Most runners give up their transaction for a script with a statement that cannot run in one. */
    private static Frame frame(MigrationScript script, Script pieces) {
        if (script.frame() != Frame.UNKNOWN) {
            return script.frame();
        }
        boolean asked = pieces.frame() == Script.Frame.NONE;
        boolean own = pieces.statements().stream()
                .anyMatch(statement -> statement.contains("CONCURRENTLY")
                        || statement.has(0, "VACUUM")
                        || statement.has(0, "BEGIN")
                        || statement.has(0, "START", "TRANSACTION"));
        return asked || own ? Frame.NONE : Frame.UNKNOWN;
    }
}
