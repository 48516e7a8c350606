package io.dbguard.h2;

import io.dbguard.api.RepositoryKeys;
import io.dbguard.contract.TestDatabase;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.h2.testing.H2Facts;
import java.util.List;

/** The contract once more, with backups that are encrypted and signed. */
class H2EncryptedContractTest extends H2Contract {
    /** Made for this test by age-keygen and openssl; they protect nothing. */
    private static final RepositoryKeys KEYS = RepositoryKeys.NONE
            .encryptTo("age1wefgxasdja8tth4u3lx57kuq6qy8z0tevxp2tu4y6zu5adsy2yusftxhnh")
            .identity("AGE-SECRET-KEY-1M2E9Z434AYTCEJ2CLCP40WEHX78WHQZ3V9N2AZNAR6TP6WG2NEFQ5YJ8YL")
            .signWith("""
                    -----BEGIN PRIVATE KEY-----
                    MC4CAQAwBQYDK2VwBCIEIEM6wFquUMgDI73uoy9V4NeFxZXl6BIfugXSNGdwerpu
                    -----END PRIVATE KEY-----
                    """);

    @Override
    public RepositoryKeys keys() {
        return KEYS;
    }

    @Override
    public TestDatabase create() {
        return H2Database.inMemory();
    }

    @Override
    public List<String> furtherObjects() {
        return H2Facts.objectsOfAnOrdinaryUser();
    }
}
