package io.dbguard.cli.internal.lint;

import io.dbguard.Classifier;
import io.dbguard.api.RequestException;
import io.dbguard.api.migration.Risk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of lines such as {@code preset = strict}, {@code exclude = legacy/**} and {@code rule.drop-index = off}.
 * What it does not know it refuses: a rule that is misspelt would otherwise be judged as ever. Not thread-safe.
 */
public final class LintConfigFile {
    /** The name of the file that is read without being asked for. */
    public static final String NAME = "dbguard-lint.conf";

    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

    private final Path file;
    private final Map<String, Risk> risks = new LinkedHashMap<>();
    private final List<String> excluded = new ArrayList<>();
    private @Nullable Risk failOn;
    private Risk lowest = Risk.LOW;
    private boolean hasPreset;

    private LintConfigFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param file where it is
     */
    public static LintConfig read(Path file) {
        var config = new LintConfigFile(file);
        int number = 0;
        for (String line : config.lines()) {
            number++;
            String setting = COMMENT.matcher(line).replaceFirst("").strip();
            if (!setting.isEmpty()) {
                config.line(setting, number);
            }
        }
        Path folder = file.toAbsolutePath().getParent();
        return new LintConfig(
                folder == null ? Path.of("") : folder,
                Optional.ofNullable(config.failOn),
                config.lowest,
                config.risks,
                config.excluded);
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RequestException(
                    "Cannot read the configuration " + file + " ("
                            + e.getClass().getSimpleName() + ")",
                    "nothing was judged",
                    "check its name, and that it is in UTF-8",
                    e);
        }
    }

    private void line(String line, int number) {
        String[] parts = line.split("=", 2);
        String key = parts[0].strip();
        String value = parts.length == 2 ? parts[1].strip() : "";
        if (value.isEmpty()) {
            throw wrong(number, "does not read: NAME = VALUE", "write it so");
        }
        if (key.startsWith("rule.")) {
            rule(key.substring("rule.".length()), value, number);
            return;
        }
        switch (key) {
            case "preset" -> preset(value, number);
            case "fail-on" -> failOn = risk(value, number, "low, medium or high");
            case "exclude" -> exclude(value, number);
            default ->
                throw wrong(number, "names " + key + ", which is nothing", "use preset, fail-on, exclude or rule.NAME");
        }
    }

    /** The lines after a preset may say otherwise, those before it could not be told from it. */
    private void preset(String name, int number) {
        if (hasPreset || failOn != null) {
            throw wrong(number, "comes too late", "put one preset before everything else");
        }
        hasPreset = true;
        switch (name) {
            case "strict" -> failOn = Risk.LOW;
            case "standard" -> failOn = Risk.MEDIUM;
            case "relaxed" -> {
                failOn = Risk.HIGH;
                lowest = Risk.MEDIUM;
            }
            default -> throw wrong(number, "names no preset", "use strict, standard or relaxed");
        }
    }

    private void rule(String rule, String value, int number) {
        if (!Classifier.rules().contains(rule)) {
            throw wrong(number, "names the rule " + rule + ", which is none", "see docs/rules.md");
        }
        boolean off = value.equals("off");
        if (risks.put(rule, off ? Risk.NONE : risk(value, number, "off, low, medium or high")) != null) {
            throw wrong(number, "speaks of " + rule + " a second time", "leave one of the lines out");
        }
    }

    private Risk risk(String value, int number, String choice) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "low" -> Risk.LOW;
            case "medium" -> Risk.MEDIUM;
            case "high" -> Risk.HIGH;
            default -> throw wrong(number, "holds no risk", "use " + choice);
        };
    }

    private void exclude(String pattern, int number) {
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw wrong(number, "holds no pattern of paths", "write it as in legacy/** or V1__*.sql");
        }
        excluded.add(pattern);
    }

    private RequestException wrong(int number, String what, String next) {
        return new RequestException("Line " + number + " of " + file + " " + what, "nothing was judged", next);
    }
}
