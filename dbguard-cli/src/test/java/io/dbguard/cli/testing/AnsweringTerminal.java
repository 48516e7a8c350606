package io.dbguard.cli.testing;

import io.dbguard.cli.internal.output.Terminal;
import java.util.ArrayList;
import java.util.List;

/** A person who gives the same answer to everything. */
public class AnsweringTerminal implements Terminal {
    private final String answer;
    private final List<String> questions = new ArrayList<>();

    /** Creates the person. */
    public AnsweringTerminal(String answer) {
        this.answer = answer;
    }

    /** Returns what was asked. */
    public List<String> questions() {
        return questions;
    }

    @Override
    public boolean canAsk() {
        return true;
    }

    @Override
    public boolean canRedraw() {
        return false;
    }

    @Override
    public String ask(String question) {
        questions.add(question);
        return answer;
    }

    @Override
    public String askSecret(String question) {
        return ask(question);
    }
}
