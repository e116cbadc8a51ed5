package dev.brigade.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.brigade");

    /** The rooms from the lowest to the highest: each may use those before it. */
    static Stream<Room> rooms() {
        return Room.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void every_room_has_classes_that_the_rules_can_see(Room room) {
        assertThat(CLASSES.stream().filter(type -> room.owns(type.getPackageName())))
                .as("classes of " + room.name())
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_room_uses_only_the_rooms_below_it(Room room) {
        noClasses()
                .that()
                .resideInAPackage(room.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(room.above().stream().map(Room::packages).toArray(String[]::new))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packages_are_free_of_cycles() {
        slices().matching("dev.brigade.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void what_a_room_does_not_export_is_used_by_no_other_room(Room room) {
        List<String> hidden = room.hiddenPackages(CLASSES);

        noClasses()
                .that()
                .resideOutsideOfPackage(room.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(hidden.toArray(String[]::new))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void every_package_says_what_lives_in_it(Room room) throws IOException {
        List<Path> packages = room.sourceFolders();

        assertThat(packages).isNotEmpty();
        for (Path folder : packages) {
            assertThat(folder.resolve("package-info.java"))
                    .exists()
                    .content()
                    .as("%s: a comment, and @NullMarked", folder)
                    .startsWith("/**")
                    .contains("@NullMarked");
        }
    }

    @Test
    void what_the_benchmarks_compare_with_is_on_no_class_path_of_ours() {
        assertThat(Room.classPath())
                .isNotEmpty()
                .noneSatisfy(entry -> assertThat(entry.toString())
                        .containsAnyOf("/bench/", "springframework", "javalin", "lincheck"));
    }
}
