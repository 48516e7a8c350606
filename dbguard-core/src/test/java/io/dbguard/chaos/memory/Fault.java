package io.dbguard.chaos.memory;

/** What a storage does instead of what it was asked to do. */
public enum Fault {
    /** It refuses. */
    REFUSES,
    /** It does what it was asked to do, and then fails to say so. */
    LOSES_THE_ANSWER,
    /** It hangs until the thread is interrupted. */
    HANGS,
    /** It hands out the first half of what it should. */
    READS_SHORT,
    /** It hands out a changed byte. */
    READS_WRONG,
    /** It says that there is nothing. */
    FINDS_NOTHING,
    /** It stores a changed byte, and says that all went well. */
    WRITES_WRONG,
    /** It stores nothing, and says that all went well. */
    WRITES_NOTHING,
    /** It stores the first half, and says that all went well. */
    WRITES_SHORT;

    /** Returns whether the storage breaks a promise without anybody being able to know at that moment. */
    public boolean isSilentWrite() {
        return this == WRITES_WRONG || this == WRITES_NOTHING || this == WRITES_SHORT;
    }

    boolean isSilentRead() {
        return this == READS_SHORT || this == READS_WRONG || this == FINDS_NOTHING;
    }
}
