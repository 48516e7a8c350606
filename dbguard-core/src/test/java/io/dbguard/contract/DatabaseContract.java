package io.dbguard.contract;

import org.junit.jupiter.api.Nested;

/** The whole contract. A database module's test extends this class and says how to get at a database. */
public abstract class DatabaseContract implements DatabaseUnderTest {

    @Nested
    class Values extends ValuesContract {
        Values() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Structures extends StructuresContract {
        Structures() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Restoring extends RestoringContract {
        Restoring() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Merging extends MergingContract {
        Merging() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class DamageCampaign extends DamageCampaignContract {
        DamageCampaign() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Choosing extends ChoosingContract {
        Choosing() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Consistency extends ConsistencyContract {
        Consistency() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Migrating extends MigratingContract {
        Migrating() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Approving extends ApprovingContract {
        Approving() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Instances extends InstancesContract {
        Instances() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Aftermath extends AftermathContract {
        Aftermath() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Rehearsing extends RehearsingContract {
        Rehearsing() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Drilling extends DrillingContract {
        Drilling() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Checking extends CheckingContract {
        Checking() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Deploying extends DeployingContract {
        Deploying() {
            super(DatabaseContract.this);
        }
    }

    @Nested
    class Damage extends DamageContract {
        Damage() {
            super(DatabaseContract.this);
        }
    }
}
