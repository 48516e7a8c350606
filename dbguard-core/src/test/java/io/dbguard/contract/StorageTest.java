package io.dbguard.contract;

import io.dbguard.spi.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the storage contract share. */
abstract class StorageTest {
    final StorageUnderTest place;
    Storage storage;

    StorageTest(StorageUnderTest place) {
        this.place = place;
    }

    @BeforeEach
    void open() {
        storage = place.open();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] filled(int size, int value) {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) value);
        return content;
    }
}
