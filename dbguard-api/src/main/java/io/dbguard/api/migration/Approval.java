package io.dbguard.api.migration;

/**
 * Somebody's word that a dangerous migration is meant.
 *
 * @param code what a refusal printed; it stands for exactly those scripts on exactly that schema with exactly that verdict
 * @param by who
 * @param why why
 * @param from where it was said: a file, a variable, the application
 */
public record Approval(String code, String by, String why, String from) {}
