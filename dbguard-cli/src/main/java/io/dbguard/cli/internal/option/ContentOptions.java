package io.dbguard.cli.internal.option;

import io.dbguard.api.schema.Aspect;
import io.dbguard.api.schema.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** How much of a backup is meant. */
public final class ContentOptions {
    private final GeneralOptions general;
    private final Set<Aspect> without = EnumSet.noneOf(Aspect.class);

    @Option(names = "--schema", paramLabel = "NAME", description = "Only this schema; may be repeated.")
    private List<String> schemas = new ArrayList<>();

    @Option(names = "--schema-only", description = "Only definitions, no rows.")
    private boolean schemaOnly;

    @Option(names = "--data-only", description = "Only rows and where sequences stand, no definitions.")
    private boolean dataOnly;

    @Option(
            names = "--section",
            paramLabel = "PART",
            converter = Section.Converter.class,
            description = "Only this part, 'pre-data', 'data' or 'post-data'; may be repeated.")
    private List<Section> sections = new ArrayList<>();

    /**
     * Creates the options.
     *
     * @param general those of the same command
     */
    public ContentOptions(GeneralOptions general) {
        this.general = general;
    }

    /** Returns the names of the chosen schemas; empty for all. */
    public List<String> schemas() {
        return schemas;
    }

    /** Returns what to go without. */
    public Aspect[] without() {
        return without.toArray(Aspect[]::new);
    }

    /** Returns the chosen parts; all if none was chosen. */
    public Part[] parts() {
        if ((schemaOnly ? 1 : 0) + (dataOnly ? 1 : 0) + (sections.isEmpty() ? 0 : 1) > 1) {
            throw general.wrongUsage("Only one of --schema-only, --data-only and --section can be given");
        }
        if (schemaOnly) {
            return new Part[] {Part.BEFORE_DATA, Part.AFTER_DATA};
        }
        if (dataOnly) {
            return new Part[] {Part.DATA};
        }
        return sections.isEmpty()
                ? Part.values()
                : sections.stream().distinct().map(Section::part).toArray(Part[]::new);
    }

    /** Returns whether all is meant that a backup holds of rows and definitions. */
    public boolean isWhole() {
        return schemas.isEmpty() && parts().length == Part.values().length && !without.contains(Aspect.LARGE_OBJECTS);
    }

    /**
     * Checks that what was asked for has a meaning for a kind of database.
     *
     * @param provider the name of its module
     */
    public void checkKnownTo(String provider) {
        if (provider.equals("h2") && (without.contains(Aspect.OWNERS) || without.contains(Aspect.PRIVILEGES))) {
            throw general.wrongUsage("--no-owners and --no-privileges do not work with backups of H2");
        }
    }

    @Option(names = "--no-owners", description = "Everything belongs to the user who loads it.")
    void setNoOwners(boolean on) {
        goWithout(on, Aspect.OWNERS);
    }

    @Option(names = "--no-privileges", description = "Without GRANTs, also those for objects still to come.")
    void setNoPrivileges(boolean on) {
        goWithout(on, Aspect.PRIVILEGES);
    }

    @Option(names = "--no-comments", description = "Without comments.")
    void setNoComments(boolean on) {
        goWithout(on, Aspect.COMMENTS);
    }

    @Option(names = "--no-tablespaces", description = "Everything lies in the database's default tablespace.")
    void setNoTablespaces(boolean on) {
        goWithout(on, Aspect.TABLESPACES);
    }

    @Option(names = "--no-security-labels", description = "Without labels of security modules.")
    void setNoSecurityLabels(boolean on) {
        goWithout(on, Aspect.SECURITY_LABELS);
    }

    @Option(names = "--no-large-objects", description = "Without large objects.")
    void setNoLargeObjects(boolean on) {
        goWithout(on, Aspect.LARGE_OBJECTS);
    }

    private void goWithout(boolean on, Aspect aspect) {
        if (on) {
            without.add(aspect);
        }
    }
}
