package io.dbguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagesTest {

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Page page) {
        assertThat(page.links())
                .allSatisfy(link -> assertThat(Files.exists(page.file().resolveSibling(link)))
                        .as(link)
                        .isTrue());
    }

    @Test
    void theBuildServerRunsTheTwoCommandsOfTheReadme() {
        Page readme = Page.of(Page.root().resolve("README.md"));
        List<String> run = Page.of(Page.root().resolve(".ci/run"))
                .text()
                .lines()
                .filter(line -> Stream.of("#", "set ", "cd ").noneMatch(line::startsWith))
                .toList();
        assertThat(run).containsExactly(readme.command(".ci/run: tests"), readme.command(".ci/run: main job"));
    }
}
