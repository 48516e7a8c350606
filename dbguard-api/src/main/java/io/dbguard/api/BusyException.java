package io.dbguard.api;

/** Says that somebody else holds what is needed, such as another backup of the same database. It is worth a second try. */
public final class BusyException extends DbGuardException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failed what failed, and who holds what
     * @param intact what is still as it was
     * @param next what the reader should do now
     */
    public BusyException(String failed, String intact, String next) {
        super(failed, intact, next);
    }
}
