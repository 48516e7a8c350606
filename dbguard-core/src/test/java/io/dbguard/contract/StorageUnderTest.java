package io.dbguard.contract;

import io.dbguard.spi.storage.Storage;
import java.util.List;

/** What a storage module's test says of its storage. */
public interface StorageUnderTest {

    /** Opens the place of this test, as another process would; it is empty when a test begins. */
    Storage open();

    /** Returns a picture of all that a path must not be able to reach: another one if anything there was touched. */
    Object surroundings() throws Exception;

    /** Returns the secrets that the storage was given, which nobody may see. */
    List<String> secrets();
}
