package io.dbguard.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arrows of docs/architecture.md, held against the compiled code of all modules. */
class ModuleArrowsTest {
    private static final String[] JDK = {"java..", "javax.."};
    private static final String[] API = {"io.dbguard.api..", "io.dbguard.spi..", "org.jspecify.annotations", "org.slf4j"
    };

    private static String[] join(Stream<String> more, String[]... parts) {
        return Stream.concat(Arrays.stream(parts).flatMap(Arrays::stream), more).toArray(String[]::new);
    }

    private static void onlyUse(Modules module, String... packages) {
        classes().should(onlyDependOnClassesThat(resideInAnyPackage(packages))).check(module.classes());
    }

    @Test
    void theApiNeedsOnlyTheJdkAndAnnotations() {
        onlyUse(Modules.API, join(Stream.of(), JDK, API));
    }

    @Test
    void theCoreNeedsOnlyTheApiAndTheLibrariesOfTheRepository() {
        Stream<String> more = Stream.of(
                "com.fasterxml.jackson..",
                "com.github.luben.zstd",
                "com.dynatrace.hash4j..",
                "com.exceptionfactory.jagged..",
                "net.sf.jsqlparser..",
                "net.ttddyy.dsproxy..");
        onlyUse(Modules.CORE, join(Stream.concat(more, Modules.CORE.packages().stream()), JDK, API));
    }

    @Test
    void postgresNeedsOnlyItsDriverAndWhatTheCoreExports() {
        Stream<String> more = Stream.of("io.dbguard.postgres..", "org.postgresql..");
        onlyUse(Modules.POSTGRES, join(Stream.concat(more, Modules.CORE.exported().stream()), JDK, API));
    }

    @Test
    void h2NeedsNothingButJdbcAndWhatTheCoreExports() {
        Stream<String> more = Stream.of("io.dbguard.h2..");
        onlyUse(Modules.H2, join(Stream.concat(more, Modules.CORE.exported().stream()), JDK, API));
    }

    @Test
    void theModulesOfRunnersNeedOnlyTheirRunnerAndWhatTheCoreExports() {
        String[] core = Modules.CORE.exported().toArray(String[]::new);
        onlyUse(Modules.FLYWAY, join(Stream.of("io.dbguard.flyway", "org.flywaydb.core.."), JDK, API, core));
        onlyUse(Modules.LIQUIBASE, join(Stream.of("io.dbguard.liquibase", "liquibase.."), JDK, API, core));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "H2"})
    void aDatabaseModuleNeverSeesAFile(Modules module) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile)")
                .check(module.classes());
    }

    @Test
    void theRepositoryNeverSeesSql() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.dbguard.internal.repository..",
                        "io.dbguard.internal.storage..",
                        "io.dbguard.internal.chunk..",
                        "io.dbguard.api.manifest..",
                        "io.dbguard.spi.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(Modules.all());
    }

    @ParameterizedTest
    @EnumSource
    void nobodyUsesTheInternalPackagesOfAnotherModule(Modules module) {
        Set<String> own = module.packages();
        DescribedPredicate<JavaClass> foreign = DescribedPredicate.describe(
                "are internal to another module",
                type -> type.getPackageName().startsWith("io.dbguard.")
                        && List.of(type.getPackageName().split("\\.")).contains("internal")
                        && !own.contains(type.getPackageName()));
        noClasses().should().dependOnClassesThat(foreign).check(module.classes());
    }

    /** The bodies of methods may use anything; what a caller sees may not. */
    @ParameterizedTest
    @EnumSource(names = {"API", "CORE", "POSTGRES", "H2"})
    void whatIsExportedShowsNoTypeOfALibrary(Modules module) {
        Set<String> exported = module.exported();
        assertThat(exported).isNotEmpty();
        classes()
                .that(DescribedPredicate.describe("are exported", type -> exported.contains(type.getPackageName())))
                .should(new ShowOnly(resideInAnyPackage("java..", "javax.sql..", "io.dbguard.."))
                        .and(new ShowOnly(not(resideInAnyPackage("..internal..")))))
                .check(module.classes());
    }

    @Test
    void noPackageIsSplitBetweenModules() {
        Map<String, List<Modules>> homes = new HashMap<>();
        for (Modules module : Modules.values()) {
            module.packages()
                    .forEach(name ->
                            homes.computeIfAbsent(name, p -> new ArrayList<>()).add(module));
        }
        assertThat(homes)
                .hasSizeGreaterThan(20)
                .allSatisfy((name, modules) -> assertThat(modules).as(name).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource
    void everyPackageIsNullMarked(Modules module) {
        assertThat(module.classes().stream()
                        .filter(type -> !type.getPackageName().isEmpty())
                        .map(JavaClass::getPackage)
                        .distinct())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .as(type.getName())
                        .isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void packagesDependOnEachOtherInOneDirection(Modules module) {
        slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(module.classes());
    }
}
