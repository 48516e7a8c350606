package io.dbguard.flyway;

/** Flyway on H2. */
class FlywayOnH2Test extends FlywayContract {
    FlywayOnH2Test() {
        super(new H2());
    }
}
