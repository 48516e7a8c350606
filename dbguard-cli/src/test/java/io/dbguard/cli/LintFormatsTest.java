package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What programs read of lint's findings. */
class LintFormatsTest {
    @TempDir
    Path folder;

    private Path odd;

    @BeforeEach
    void write() throws IOException {
        odd = Files.createDirectories(folder.resolve("a b#1%,ü"));
        Files.writeString(odd.resolve("V1__safe.sql"), "CREATE TABLE a (id int);");
        Files.writeString(
                odd.resolve("V2__x.sql"),
                "SET lock_timeout = '1s';\nDROP TABLE \"a<b>&\"\"ü\u0007::,%\";\n  DELETE FROM t WHERE id = 1;\n"
                        + "ALTER TABLE t ADD COLUMN x json;\n-- dbguard:allow drop-table none here\n");
    }

    private static Set<ValidationMessage> errors(JsonNode document) throws IOException {
        try (InputStream schema = LintFormatsTest.class.getResourceAsStream("/sarif/sarif-schema-2.1.0.json")) {
            JsonSchema sarif = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
            return sarif.validate(
                    document, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
        }
    }

    @Test
    void sarifIsWhatItsSchemaDemands() throws IOException {
        JsonNode document = InProcess.run("lint", odd.toString(), "--format", "sarif")
                .found()
                .json();
        assertThat(document.at("/runs/0/results")).hasSizeGreaterThan(3);
        assertThat(errors(document)).isEmpty();
        JsonNode nothing = InProcess.run("lint", odd.resolve("V1__safe.sql").toString(), "--format", "sarif")
                .done()
                .json();
        assertThat(errors(nothing)).isEmpty();
    }

    /** A check that finds nothing wrong with anything would be worth nothing. */
    @Test
    void theSchemaRefusesWhatIsNotSarif() throws IOException {
        JsonNode document = InProcess.run("lint", odd.toString(), "--format", "sarif")
                .found()
                .json();
        var region = (com.fasterxml.jackson.databind.node.ObjectNode)
                document.at("/runs/0/results/0/locations/0/physicalLocation/region");
        region.put("startLine", 0);
        assertThat(errors(document)).hasSize(1);
        region.put("startLine", 1);
        var artifact = (com.fasterxml.jackson.databind.node.ObjectNode)
                document.at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation");
        artifact.put("uri", "a b");
        assertThat(errors(document)).hasSize(1);
    }

    @Test
    void sarifWritesOutWhatAUriCannotHold() throws IOException {
        JsonNode document = InProcess.run("lint", odd.toString(), "--format", "sarif")
                .found()
                .json();
        assertThat(document.at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .endsWith("/a%20b%231%25,%C3%BC/V2__x.sql");
    }

    @Test
    void junitHasACaseForEachFindingAndOneForAScriptWithoutAny() throws Exception {
        String xml = InProcess.run("lint", odd.toString(), "--format", "junit")
                .found()
                .out();
        assertThat(xml).isEqualTo(new String(xml.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII));
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        var suites = document.getElementsByTagName("testsuite");
        assertThat(suites.getLength()).isEqualTo(2);
        Element safe = (Element) suites.item(0);
        assertThat(safe.getAttribute("tests") + safe.getAttribute("failures")).isEqualTo("10");
        var cases = ((Element) suites.item(1)).getElementsByTagName("testcase");
        assertThat(((Element) suites.item(1)).getAttribute("tests")).isEqualTo("" + cases.getLength());
        var failures = document.getElementsByTagName("failure");
        assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo("" + failures.getLength());
        Element first = (Element) failures.item(0);
        assertThat(first.getAttribute("type")).isEqualTo("drop-table");
        assertThat(first.getAttribute("message")).contains("a<b>&\"ü?::,%");
        assertThat(first.getTextContent()).contains("V2__x.sql:2:1", "why: ", "safer:\n--");
    }

    @Test
    void junitFailsFromTheSameRiskAsTheCommand() {
        String script = odd.resolve("V2__x.sql").toString();
        String all = InProcess.run("lint", script, "--format", "junit", "--fail-on", "low")
                .found()
                .out();
        assertThat(all).contains("<failure").doesNotContain("<system-out>");
        String few = InProcess.run("lint", script, "--format", "junit", "--fail-on", "high")
                .found()
                .out();
        assertThat(few).contains("<failure", "<system-out>");
    }

    @Test
    void githubGetsACommandOfOneLineForEachFinding() {
        String out = InProcess.run("lint", odd.toString(), "--format", "github")
                .found()
                .out();
        assertThat(out.lines().filter(line -> line.startsWith("::")))
                .allMatch(
                        line -> line.matches("::(error|warning|notice) file=[^:,]+,line=\\d+,col=\\d+,title=[^:]+::.*"))
                .hasSizeGreaterThan(3);
        assertThat(out)
                .contains("/a b#1%25%2Cü/V2__x.sql,line=2,col=1,title=drop-table%2C data loss::")
                .contains("::,%25; all rows in it are gone%0Awhy: ")
                .contains("line=3,col=3,title=delete-rows")
                .contains("::notice file=");
        assertThat(out.lines().filter(line -> !line.startsWith("::")))
                .allMatch(line -> line.startsWith("dbguard: "))
                .hasSize(2);
    }
}
