package io.dbguard.postgres.internal.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.spi.database.TablePiece;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilePiecesTest {
    private static final long END = Long.MAX_VALUE;

    private static TablePiece piece(long from, long to) {
        return piece("t", from, to);
    }

    private static TablePiece piece(String table, long from, long to) {
        return new TablePiece(
                new Table(
                        new TableName("public", table),
                        new ObjectId(ObjectKinds.TABLE, "public", table),
                        List.of(new Column("v", "text")),
                        List.of()),
                from,
                to,
                0);
    }

    private static FilePieces file(TablePiece... pieces) {
        var file = new FilePieces();
        for (TablePiece piece : pieces) {
            file.add(piece);
        }
        return file;
    }

    /** What the server says of a block: the multiple of the step that it belongs to. */
    private static FilePieces written(FilePieces file, long block) {
        file.written(block / file.step() * file.step());
        return file;
    }

    @Test
    void onlyThePieceOfTheBlockWasWrittenTo() {
        TablePiece first = piece(0, 128);
        TablePiece second = piece(128, 256);
        TablePiece last = piece(256, END);
        assertThat(written(file(first, second, last), 127).untouched()).containsOnly(second, last);
        assertThat(written(file(first, second, last), 128).untouched()).containsOnly(first, last);
        assertThat(written(file(first, second, last), 100_000).untouched()).containsOnly(first, second);
    }

    @Test
    void piecesThatNobodyAsksAboutMayLieBetween() {
        TablePiece second = piece(128, 256);
        TablePiece last = piece(512, END);
        assertThat(written(file(second, last), 300).untouched()).containsOnly(second, last);
        assertThat(written(file(second, last), 5).untouched()).containsOnly(second, last);
        assertThat(written(file(second, last), 600).untouched()).containsOnly(second);
        assertThat(written(file(last), 511).untouched()).containsOnly(last);
        assertThat(written(file(last), 1024).untouched()).isEmpty();
        assertThat(written(file(piece(0, END)), 77).untouched()).isEmpty();
    }

    @Test
    void piecesOfUnequalSizeAreToldApart() {
        TablePiece first = piece(0, 100);
        TablePiece second = piece(100, 130);
        TablePiece last = piece(130, END);
        assertThat(file(first, second, last).step()).isOne();
        assertThat(written(file(first, second, last), 129).untouched()).containsOnly(first, last);
    }

    @Test
    void aFileThatWasCutOffIsAnother() {
        FilePieces file = file(piece(0, 128), piece(128, END));
        file.cut();
        assertThat(file.untouched()).isEmpty();
    }

    /** Two tables in different tablespaces may have files of the same number, and a block does not say whose it is. */
    @Test
    void nothingIsKnownOfTablesWhoseFilesHaveTheSameNumber() {
        FilePieces file = file(piece("one", 0, 128), piece("other", 0, 128), piece("other", 128, END));
        assertThat(file.untouched()).isEmpty();
        assertThat(written(file, 0).untouched()).isEmpty();
    }
}
