/** The command line of dbguard. The executable jar holds it as plain classes, without this descriptor. */
module io.dbguard.cli {
    requires io.dbguard.core;
    requires io.dbguard.s3;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.logging;

    uses java.sql.Driver;

    // picocli fills the fields of the commands.
    opens io.dbguard.cli.internal to
            info.picocli;
    opens io.dbguard.cli.internal.command to
            info.picocli;
    opens io.dbguard.cli.internal.option to
            info.picocli;
}
