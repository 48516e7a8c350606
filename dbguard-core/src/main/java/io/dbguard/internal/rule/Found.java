package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.sql.Token;

/**
 * What a rule found.
 *
 * @param rule the rule
 * @param risk how bad it is here
 * @param subject what it is about
 * @param where where it stands
 */
public record Found(Rule rule, Risk risk, Subject subject, Token where) {}
