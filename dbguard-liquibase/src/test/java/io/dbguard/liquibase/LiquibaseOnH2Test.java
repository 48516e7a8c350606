package io.dbguard.liquibase;

/** Liquibase on H2. */
class LiquibaseOnH2Test extends LiquibaseContract {
    LiquibaseOnH2Test() {
        super(new H2());
    }
}
