package io.dbguard.internal.rule;

import io.dbguard.internal.sql.Dialect;
import java.util.OptionalInt;

/**
 * What is known when a statement runs.
 *
 * @param dialect whose SQL it is
 * @param version the server's major version, empty if it may be any
 * @param history what the statements before did to the schema
 * @param transaction what is open and locked
 * @param resets what comes after it
 */
public record Scene(
        Dialect dialect, OptionalInt version, History history, TransactionState transaction, LaterResets resets) {}
