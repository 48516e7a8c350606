package io.dbguard.internal.aftermath;

import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Touched;
import io.dbguard.api.schema.TableName;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that migrations name, and those in which their runners keep their books. */
final class Announced {
    private static final Set<String> BOOKS =
            Set.of("flyway_schema_history", "databasechangelog", "databasechangeloglock", "schema_version");

    private final Set<String> names;

    private Announced(Stream<String> names) {
        this.names = names.map(name -> name.replace("\"", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    static Announced in(Collection<String> tables) {
        return new Announced(tables.stream());
    }

    static Announced in(Assessment assessment) {
        return new Announced(assessment.scripts().stream()
                .flatMap(script -> script.statements().stream())
                .flatMap(statement -> statement.objects().stream().map(Touched::name)));
    }

    boolean names(TableName table) {
        return names(table.schema(), table.table());
    }

    boolean names(String schema, String object) {
        String name = object.toLowerCase(Locale.ROOT);
        return BOOKS.contains(name)
                || names.contains(name)
                || names.contains(schema.toLowerCase(Locale.ROOT) + "." + name);
    }
}
