package io.dbguard.cli.internal.option;

import io.dbguard.RestoreRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Under which names a backup comes back. */
public final class NameOptions {
    private final GeneralOptions general;

    @Option(
            names = "--into-schema",
            paramLabel = "OLD=NEW",
            converter = Renaming.Converter.class,
            description = "Restore the schema OLD, and only that, under the name NEW; may be repeated.")
    private List<Renaming> schemas = new ArrayList<>();

    @Option(
            names = "--role-map",
            paramLabel = "OLD=NEW",
            converter = Renaming.Converter.class,
            description = "What belongs to the role OLD, or is granted to it, goes to NEW; may be repeated.")
    private List<Renaming> roles = new ArrayList<>();

    @Option(
            names = "--create-roles",
            description = "Create roles that the server does not have, without password and login.")
    private boolean createRoles;

    /**
     * Creates the options.
     *
     * @param general those of the same command
     */
    public NameOptions(GeneralOptions general) {
        this.general = general;
    }

    /** Returns whether only schemas are meant that come back under other names. */
    public boolean renamesSchemas() {
        return !schemas.isEmpty();
    }

    /**
     * Checks that what was asked for has a meaning for a kind of database.
     *
     * @param provider the name of its module
     */
    public void checkKnownTo(String provider) {
        if (provider.equals("h2") && (createRoles || !schemas.isEmpty() || !roles.isEmpty())) {
            throw general.wrongUsage("--into-schema, --role-map and --create-roles do not work with backups of H2");
        }
    }

    /**
     * Adds the names to a restore.
     *
     * @param request what is asked for otherwise
     */
    public RestoreRequest addTo(RestoreRequest request) {
        checkOnce("--into-schema", schemas);
        checkOnce("--role-map", roles);
        RestoreRequest named = request;
        for (Renaming schema : schemas) {
            named = named.intoSchema(schema.from(), schema.to());
        }
        for (Renaming role : roles) {
            named = named.mapRole(role.from(), role.to());
        }
        return createRoles ? named.createMissingRoles() : named;
    }

    private void checkOnce(String option, List<Renaming> renamings) {
        Set<String> seen = new HashSet<>();
        for (Renaming renaming : renamings) {
            if (!seen.add(renaming.from())) {
                throw general.wrongUsage(option + " gives two new names to " + renaming.from());
            }
        }
    }
}
