package io.dbguard.contract;

import org.junit.jupiter.api.Nested;

/** The whole contract of a storage. A storage module's test extends this class and says how to get at an empty place. */
public abstract class StorageContract implements StorageUnderTest {

    @Nested
    class Storing extends StoringContract {
        Storing() {
            super(StorageContract.this);
        }
    }

    @Nested
    class Listing extends ListingContract {
        Listing() {
            super(StorageContract.this);
        }
    }

    @Nested
    class Paths extends PathsContract {
        Paths() {
            super(StorageContract.this);
        }
    }

    @Nested
    class Sharing extends SharingContract {
        Sharing() {
            super(StorageContract.this);
        }
    }
}
