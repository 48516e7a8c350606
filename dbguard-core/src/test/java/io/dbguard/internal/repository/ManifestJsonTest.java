package io.dbguard.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Fingerprint;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.api.schema.Unsupported;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManifestJsonTest {
    private static final ObjectId TABLE = new ObjectId("table", "public", "a \"b\"\n😀");
    private static final TableName NAME = new TableName("public", "a \"b\"\n😀");

    static Manifest example() {
        var header = new BackupHeader(
                new BackupId("2026-11-21T10-15-30.123Z-x"),
                Optional.of(new BackupId("2026-11-20T10-15-30.123Z")),
                Instant.parse("2026-11-21T10:15:30.123456Z"),
                "x",
                BackupReason.AFTER_WRITE,
                "0.1.0",
                new DatabaseInfo("postgresql", "17.11", "shop", "1/2"),
                new Scope(List.of("s"), List.of("t"), List.of("u")),
                Duration.ofMillis(1234),
                List.of("left out something"));
        var object = new SchemaObject(
                TABLE,
                Section.BEFORE_DATA,
                Optional.of(NAME),
                List.of("CREATE TABLE …"),
                List.of("DROP TABLE …"),
                Set.of(new ObjectId("schema", "", "public")));
        var table = new Table(NAME, TABLE, List.of(new Column("id", "integer")), List.of("id"));
        var content = new TableContent(
                table,
                5,
                new Fingerprint("0123456789abcdef0123456789abcdef"),
                List.of(new Chunk("ab".repeat(32), 5, 100, 50, "cd".repeat(32))));
        return new Manifest(
                header,
                new Schema(
                        List.of(object),
                        List.of(table),
                        List.of(new Unsupported(new ObjectId("cast", "", "x"), Optional.empty(), "why"))),
                List.of(content),
                List.of(new SequenceState(
                        new ObjectId("sequence", "public", "s"), Optional.of(NAME), Long.MAX_VALUE, true)),
                Map.of("admin", List.of("users", "public.roles")));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String json() {
        return new String(ManifestJson.write(example()), StandardCharsets.UTF_8);
    }

    @Test
    void whatWasWrittenCanBeRead() throws IOException {
        assertThat(ManifestJson.read(ManifestJson.write(example()))).isEqualTo(example());
    }

    @Test
    void theHeadIsReadWithoutTheRest() throws IOException {
        String json = json();
        ManifestJson.Head head = ManifestJson.readHead(bytes(json.substring(0, json.indexOf("\"schema\" : {"))));
        assertThat(head.header()).isEqualTo(example().header());
        assertThat(head.totals()).isEqualTo(new ManifestJson.Totals(1, 5, 100, 50));
    }

    @Test
    void unknownFieldsArePassedOver() throws IOException {
        String json = json().replaceFirst("\"backup\" : \\{", "\"new\" : {\"a\":[1]}, \"backup\" : { \"newer\" : 1,");
        assertThat(ManifestJson.read(bytes(json))).isEqualTo(example());
    }

    @Test
    void aNewerFormatIsRefusedWhateverElseItSays() {
        assertThatThrownBy(() -> ManifestJson.read(bytes("{\"format\" : 2, \"backup\" : 17}")))
                .isInstanceOf(NewerFormatException.class)
                .hasMessageContaining("format version 2");
    }

    @Test
    void aManifestThatLacksAPartIsRefused() {
        assertThatThrownBy(() -> ManifestJson.read(bytes("{\"format\" : 1}"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ManifestJson.read(bytes("[]"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ManifestJson.read(bytes(json().replaceFirst("\"blob\" : ", "\"blub\" : "))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void theSameManifestIsAlwaysTheSameBytes() {
        assertThat(ManifestJson.write(example())).isEqualTo(ManifestJson.write(example()));
    }
}
