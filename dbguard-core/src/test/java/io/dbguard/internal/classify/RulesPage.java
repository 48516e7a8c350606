package io.dbguard.internal.classify;

import io.dbguard.internal.rule.Catalogue;
import io.dbguard.internal.rule.Family;
import io.dbguard.internal.rule.Rule;
import java.nio.file.Path;
import java.util.Locale;

/** The page {@code docs/rules.md}, made from the rules. */
final class RulesPage {
    static final Path FILE = Path.of("..", "docs", "rules.md");
    private static final String INTRODUCTION = """
            # The rules of the migration classifier

            This page is made from the rules; a test holds it against them and runs its examples. What the verdicts mean, and how
            to allow what a rule speaks against, stands in [decision 9](decisions/0009-classifier.md).

            """;

    private RulesPage() {}

    static String text() {
        var page = new StringBuilder(INTRODUCTION);
        for (Family family : Catalogue.families()) {
            page.append("- ").append(family.title()).append(": ");
            page.append(String.join(
                    ", ",
                    family.rules().stream()
                            .map(rule -> "[" + rule.id() + "](#" + rule.id() + ")")
                            .toList()));
            page.append('\n');
        }
        for (Family family : Catalogue.families()) {
            page.append("\n## ").append(family.title()).append('\n');
            family.rules().forEach(rule -> add(rule, page));
        }
        return page.toString();
    }

    private static void add(Rule rule, StringBuilder page) {
        page.append("\n### ").append(rule.id()).append("\n\n");
        page.append("**")
                .append(name(rule.axis()))
                .append(", ")
                .append(name(rule.risk()))
                .append(".** ");
        page.append(sentence(rule.message())).append("\n\n").append(rule.why()).append("\n\n");
        page.append("Found in:\n\n```sql\n").append(rule.bad()).append("\n```\n\n");
        page.append("Not in:\n\n```sql\n").append(rule.good()).append("\n```\n");
        if (!rule.safer().isEmpty()) {
            page.append("\nSafer:\n\n```sql\n").append(rule.safer()).append("\n```\n");
        }
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String sentence(String message) {
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".";
    }
}
