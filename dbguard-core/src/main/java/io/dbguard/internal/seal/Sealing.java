package io.dbguard.internal.seal;

import java.io.IOException;

/** What is done to content before it is stored, and undone after it is read. Thread-safe. */
public interface Sealing {
    /** Stores content as it is. */
    Sealing NONE = new Sealing() {
        @Override
        public String suffix() {
            return "";
        }

        @Override
        public byte[] seal(byte[] content) {
            return content;
        }

        @Override
        public byte[] open(byte[] sealed) {
            return sealed;
        }
    };

    /** Returns what the names of such files end with, such as {@code .age}; empty if nothing is done to them. */
    String suffix();

    /**
     * Returns the bytes to store.
     *
     * @param content what they stand for
     */
    byte[] seal(byte[] content);

    /**
     * Returns what stored bytes stand for.
     *
     * @param sealed the stored bytes, which match their digest
     * @throws io.dbguard.api.RequestException if there is no identity that opens them
     * @throws IOException if they are not what a sealing makes
     */
    byte[] open(byte[] sealed) throws IOException;
}
