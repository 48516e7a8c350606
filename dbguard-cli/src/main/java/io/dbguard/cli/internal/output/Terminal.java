package io.dbguard.cli.internal.output;

/** The person in front of the program, if there is one. */
public interface Terminal {

    /** Returns whether a person can be asked. */
    boolean canAsk();

    /** Returns whether stderr shows a line that is drawn over and over. */
    boolean canRedraw();

    /**
     * Asks a question.
     *
     * @param question the question, without a blank at its end
     * @return the answer, empty if there was none
     */
    String ask(String question);

    /**
     * Asks for something that is not shown.
     *
     * @param question the question, without a blank at its end
     * @return the answer, empty if there was none
     */
    String askSecret(String question);
}
