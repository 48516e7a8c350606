package io.dbguard.api.manifest;

/**
 * Stands for the rows of a table, in whatever order they come: equal rows give equal fingerprints.
 *
 * @param value 32 hexadecimal digits, the sum modulo 2<sup>128</sup> of the XXH3 128-bit hashes of all rows
 */
public record Fingerprint(String value) {

    @Override
    public String toString() {
        return value;
    }
}
