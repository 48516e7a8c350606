package io.dbguard.cli.testing;

import io.dbguard.cli.internal.output.Terminal;

/** Nobody sits there, as in a script. */
public final class NoTerminal implements Terminal {
    /** Creates nobody. */
    public NoTerminal() {}

    @Override
    public boolean canAsk() {
        return false;
    }

    @Override
    public boolean canRedraw() {
        return false;
    }

    @Override
    public String ask(String question) {
        throw new AssertionError("asked: " + question);
    }

    @Override
    public String askSecret(String question) {
        throw new AssertionError("asked: " + question);
    }
}
