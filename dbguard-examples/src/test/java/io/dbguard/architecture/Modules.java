package io.dbguard.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import io.dbguard.Guard;
import io.dbguard.api.DbGuardException;
import io.dbguard.cli.Dbguard;
import io.dbguard.examples.quickstart.QuickStart;
import io.dbguard.flyway.FlywayMigrations;
import io.dbguard.h2.H2Provider;
import io.dbguard.liquibase.LiquibaseMigrations;
import io.dbguard.postgres.PostgresProvider;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The modules of dbguard as they were compiled, without their tests. */
enum Modules {
    API(DbGuardException.class),
    CORE(Guard.class),
    POSTGRES(PostgresProvider.class),
    H2(H2Provider.class),
    FLYWAY(FlywayMigrations.class),
    LIQUIBASE(LiquibaseMigrations.class),
    CLI(Dbguard.class),
    EXAMPLES(QuickStart.class);

    private final JavaClasses classes;
    private final Path place;

    Modules(Class<?> one) {
        try {
            URI uri = one.getProtectionDomain().getCodeSource().getLocation().toURI();
            this.place = Path.of(uri);
            this.classes = new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importLocations(Set.of(Location.of(uri)));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    JavaClasses classes() {
        return classes;
    }

    Set<String> packages() {
        return classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    }

    /** Returns the packages that the module's descriptor opens to all others. */
    Set<String> exported() {
        ModuleDescriptor descriptor =
                ModuleFinder.of(place).findAll().iterator().next().descriptor();
        return descriptor.exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    /** Returns all classes of all modules. */
    static JavaClasses all() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importLocations(Arrays.stream(values())
                        .map(module -> Location.of(module.place.toUri()))
                        .toList());
    }
}
