package io.dbguard.internal.drill;

import io.dbguard.api.check.CheckResult;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.SchemaDifference;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.internal.Target;
import io.dbguard.internal.aftermath.SchemaDiff;
import io.dbguard.spi.database.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds all of a copy but its rows against the backup: definitions, sequences, constraints. */
final class CopyCheck {
    private static final int NAMED = 5;

    /** What only certain users may give. */
    private static final Set<String> RIGHTS =
            Set.of(ObjectKinds.OWNER, ObjectKinds.PRIVILEGES, ObjectKinds.DEFAULT_PRIVILEGES);

    private final Target copy;
    private final Manifest manifest;
    private final List<CheckResult> results = new ArrayList<>();

    CopyCheck(Target copy, Manifest manifest) {
        this.copy = copy;
        this.manifest = manifest;
    }

    List<CheckResult> run() {
        complete();
        try (Snapshot snapshot = copy.openSnapshot()) {
            schema(snapshot);
            sequences(snapshot.sequences());
        }
        constraints();
        return results;
    }

    /** A drill proves no more than the backup holds. */
    private void complete() {
        int missing = manifest.schema().unsupported().size();
        if (missing > 0 || !manifest.header().scope().everything()) {
            results.add(CheckResult.warn(
                    "complete",
                    "the backup does not hold everything"
                            + (missing > 0 ? ", " + missing + " objects were left out" : ": it was asked for a part"),
                    "see 'dbguard show' for what is missing"));
        }
    }

    private void schema(Snapshot snapshot) {
        SchemaDifference difference = SchemaDiff.between(
                manifest.schema().objects(), snapshot.schema().objects());
        List<SchemaObject> wrong = Stream.concat(difference.removed().stream(), difference.changed().stream())
                .toList();
        List<SchemaObject> rights = wrong.stream()
                .filter(object -> RIGHTS.contains(object.id().kind()))
                .toList();
        List<SchemaObject> others =
                wrong.stream().filter(object -> !rights.contains(object)).toList();
        if (!rights.isEmpty()) {
            results.add(CheckResult.warn(
                    "schema",
                    "owners or privileges are not as in the backup: " + named(rights),
                    "hold the drill as a user who may give them, or see to them after a restore"));
        }
        List<SchemaObject> missing =
                others.stream().filter(difference.removed()::contains).toList();
        results.add(definitions(others, !missing.isEmpty(), snapshot.database()));
    }

    private CheckResult definitions(List<SchemaObject> wrong, boolean missing, DatabaseInfo now) {
        String all = manifest.schema().objects().size() + " objects";
        if (wrong.isEmpty()) {
            return CheckResult.pass("schema", "of " + all + " each is there, and defined as in the backup");
        }
        String words = wrong.size() + " of " + all + " are not as in the backup: " + named(wrong);
        return isOtherVersion(now) && !missing
                ? CheckResult.warn("schema", words, "look whether another version only words them otherwise")
                : CheckResult.fail("schema", words, "compare with 'dbguard show', and report it");
    }

    private boolean isOtherVersion(DatabaseInfo now) {
        return !now.version().equals(manifest.header().database().version());
    }

    private static String named(List<SchemaObject> objects) {
        return objects.stream()
                        .limit(NAMED)
                        .map(object -> object.id().toString())
                        .collect(Collectors.joining(", "))
                + (objects.size() > NAMED ? ", …" : "");
    }

    private void sequences(List<SequenceState> now) {
        Set<SequenceState> lacking = new HashSet<>(manifest.sequences());
        now.forEach(lacking::remove);
        results.add(
                lacking.isEmpty()
                        ? CheckResult.pass(
                                "sequences", manifest.sequences().size() + " sequences stand where they stood")
                        : CheckResult.fail(
                                "sequences",
                                lacking.size() + " sequences do not stand where they stood, such as "
                                        + lacking.iterator().next().sequence(),
                                "report it"));
    }

    private void constraints() {
        List<String> unproven = copy.provider().unproven(copy.dataSource(), copy.lockWait());
        if (unproven.isEmpty()) {
            results.add(CheckResult.pass("constraints", "no constraint and no index is known to be unproven"));
        }
        unproven.forEach(
                words -> results.add(CheckResult.warn("constraints", words, "validate it, or drop and make it again")));
    }
}
