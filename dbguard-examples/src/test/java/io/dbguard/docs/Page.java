package io.dbguard.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation. */
record Page(Path file, String text) {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    static Page of(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md")) ? here : here.getParent();
    }

    /** Returns the README, the change log and everything below docs. */
    static List<Page> all() {
        try (Stream<Path> docs = Files.walk(root().resolve("docs"))) {
            return Stream.concat(
                            Stream.of(root().resolve("README.md"), root().resolve("CHANGELOG.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(Page::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the blocks of code of one language. */
    List<String> blocks(String language) {
        return matches(Pattern.compile("(?s)```" + language + "\\n(.*?)```"), text);
    }

    /** Returns the block of commands after a mark. */
    String command(String mark) {
        return matches(Pattern.compile("(?s)<!-- " + Pattern.quote(mark) + " -->\\n```sh\\n(.*?)```"), text)
                .get(0)
                .strip();
    }

    /** Returns the relative links to other files. */
    List<String> links() {
        return matches(LINK, text);
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    @Override
    public String toString() {
        return root().relativize(file).toString();
    }
}
