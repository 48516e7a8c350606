package io.dbguard.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.TableName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvWriterTest {
    private static String csv(String rows) throws IOException {
        var out = new ByteArrayOutputStream();
        byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
        new CsvWriter(List.of(new Column("a", "text"), new Column("b, \"c\"", "text")), out)
                .rows(bytes, 0, bytes.length, (int) rows.lines().count());
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void nullAndTheEmptyTextStayApart() throws IOException {
        assertThat(csv("\\N\t\n")).isEqualTo("a,\"b, \"\"c\"\"\"\n,\"\"\n");
    }

    @Test
    void whatCouldBeMisreadIsQuoted() throws IOException {
        assertThat(csv("x,y\tsay \"hi\"\nline\\nbreak\tcr\\r\n\\\\.\tplain\n"))
                .endsWith("\n\"x,y\",\"say \"\"hi\"\"\"\n\"line\nbreak\",\"cr\r\"\n\"\\.\",plain\n");
    }

    @Test
    void aTableNameCannotLeadOutOfTheFolder() {
        assertThat(ExportJob.fileName(new TableName("public", "../../etc/passwd")))
                .isEqualTo("public.%2E%2E%2F%2E%2E%2Fetc%2Fpasswd");
        assertThat(ExportJob.fileName(new TableName("a.b", "c")))
                .isNotEqualTo(ExportJob.fileName(new TableName("a", "b.c")));
        assertThat(ExportJob.fileName(new TableName("s", "ü"))).isEqualTo("s.%C3%BC");
    }
}
