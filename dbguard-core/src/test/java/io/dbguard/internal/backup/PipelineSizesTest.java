package io.dbguard.internal.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.internal.chunk.ChunkSizes;
import org.junit.jupiter.api.Test;

class PipelineSizesTest {
    private static final long SMALL_MEMORY = 64L << 20;
    private static final long LARGE_MEMORY = 4L << 30;

    @Test
    void withoutACoreToSpareWhoeverReadsCompresses() {
        assertThat(PipelineSizes.of(1, 2, LARGE_MEMORY).spareCores()).isZero();
        assertThat(PipelineSizes.of(2, 2, LARGE_MEMORY).spareCores()).isZero();
        assertThat(PipelineSizes.of(8, 4, LARGE_MEMORY).spareCores()).isZero();
    }

    @Test
    void coresThatNeitherReadersNorTheServerNeedHelp() {
        assertThat(PipelineSizes.of(1, 4, LARGE_MEMORY).spareCores()).isEqualTo(2);
        assertThat(PipelineSizes.of(2, 16, LARGE_MEMORY).spareCores()).isEqualTo(4);
    }

    @Test
    void eachReaderHasABufferAndACompressorWhereThereIsMemory() {
        PipelineSizes sizes = PipelineSizes.of(3, 16, LARGE_MEMORY);
        assertThat(sizes.buffers()).isGreaterThanOrEqualTo(2 * (3 + sizes.spareCores()));
        assertThat(sizes.compressors()).isEqualTo(3 + sizes.spareCores());
    }

    @Test
    void aSmallMemoryIsNotFilledHoweverManyRead() {
        for (int readers = 1; readers <= 16; readers++) {
            PipelineSizes sizes = PipelineSizes.of(readers, 32, SMALL_MEMORY);
            assertThat(sizes.buffers()).isEqualTo(3);
            assertThat(sizes.compressors()).isBetween(1, 2);
            // Compressed rows need half of the room, but for those that cannot be compressed.
            long most = (2L * sizes.buffers() + sizes.compressors()) * ChunkSizes.DEFAULT.largest() / 2;
            assertThat(most).isLessThanOrEqualTo(SMALL_MEMORY / 4);
        }
    }
}
