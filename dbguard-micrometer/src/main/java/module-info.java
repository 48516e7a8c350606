/** Meters of what a guard does, for Micrometer, which the application brings. */
module io.dbguard.micrometer {
    requires transitive io.dbguard.api;
    requires transitive micrometer.core;

    exports io.dbguard.micrometer;
}
