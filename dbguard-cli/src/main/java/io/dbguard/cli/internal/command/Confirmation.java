package io.dbguard.cli.internal.command;

import io.dbguard.api.RequestException;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.output.Printable;
import io.dbguard.cli.internal.output.Terminal;

/** A person who says that a database may be replaced, by its name. */
final class Confirmation {
    private Confirmation() {}

    /**
     * Asks for it.
     *
     * @param failed what would be done, as a sentence without a full stop
     * @param target the database
     * @param terminal where the person is
     * @throws RequestException if nobody is there, or the answer is another one
     */
    static void ask(String failed, Database target, Terminal terminal) {
        if (!terminal.canAsk()) {
            throw new RequestException(
                    failed, "nothing was changed", "look at it with --dry-run, and confirm it with --yes");
        }
        String name = Printable.line(target.name());
        String answer = terminal.ask(failed + ".\nType the name of the database, " + name + ", to go on:");
        if (!answer.equalsIgnoreCase(name)) {
            throw new RequestException(
                    failed + ", and this was not confirmed",
                    "nothing was changed",
                    "look at it with --dry-run, and type the name to confirm it");
        }
    }
}
