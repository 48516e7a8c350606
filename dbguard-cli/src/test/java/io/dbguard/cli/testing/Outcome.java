package io.dbguard.cli.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * What a command did.
 *
 * @param code the exit code
 * @param out what went to stdout
 * @param err what went to stderr
 */
public record Outcome(int code, String out, String err) {

    /** Checks that it succeeded. */
    public Outcome done() {
        return endedWith(0);
    }

    /** Checks that the check found something. */
    public Outcome found() {
        return endedWith(1);
    }

    /** Checks that there is one sentence of three parts and nothing else, and exit code 2. */
    public Outcome refused(String... parts) {
        return endedWith(2).saysOneSentence(parts);
    }

    /** Checks that there is one sentence of three parts and nothing else, and exit code 3. */
    public Outcome failed(String... parts) {
        return endedWith(3).saysOneSentence(parts);
    }

    /** Returns the last line of stdout. */
    public String lastLine() {
        List<String> lines = out.lines().toList();
        return lines.get(lines.size() - 1);
    }

    /** Returns stdout as one JSON document. */
    public JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + out, e);
        }
    }

    private Outcome endedWith(int expected) {
        assertThat(code).as("exit code of%n%s%n%s", out, err).isEqualTo(expected);
        return this;
    }

    /** What failed; what is intact; what to do next. */
    private Outcome saysOneSentence(String... parts) {
        List<String> lines = err.lines()
                .filter(line -> !line.startsWith("dbguard: warning: "))
                // A slow machine also sees how far the work has come.
                .filter(line -> !line.matches("dbguard: (backup|restore|verify|export): \\d+ of .*"))
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).startsWith("dbguard: ").endsWith(".").contains(parts);
        assertThat(lines.get(0).split("; ")).as(lines.get(0)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(out).isEmpty();
        return this;
    }
}
