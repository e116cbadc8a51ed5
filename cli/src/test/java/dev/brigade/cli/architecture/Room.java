package dev.brigade.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A Maven module with one family of packages and one named module of the same name. */
record Room(String name) {
    /** From the lowest to the highest; a new module takes its place here. */
    static final List<Room> ALL = List.of(
            new Room("threads"),
            new Room("data"),
            new Room("web"),
            new Room("live"),
            new Room("jobs"),
            new Room("metrics"),
            new Room("check"),
            new Room("cli"));

    String packages() {
        return moduleName() + "..";
    }

    String moduleName() {
        return "dev.brigade." + name;
    }

    boolean owns(String packageName) {
        return packageName.equals(moduleName()) || packageName.startsWith(moduleName() + ".");
    }

    List<Room> above() {
        return ALL.subList(ALL.indexOf(this) + 1, ALL.size());
    }

    /** Its packages that its {@code module-info} does not export to everybody. */
    List<String> hiddenPackages(JavaClasses classes) {
        Set<String> exported = descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        return classes.stream()
                .map(JavaClass::getPackageName)
                .filter(this::owns)
                .filter(candidate -> !exported.contains(candidate))
                .distinct()
                .toList();
    }

    /** The folders below {@code src/main/java} that hold sources of a package. */
    List<Path> sourceFolders() throws IOException {
        try (var files = Files.walk(Path.of("..", name, "src", "main", "java", "dev"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
    }

    private ModuleDescriptor descriptor() {
        return ModuleFinder.of(classPath())
                .find(moduleName())
                .orElseThrow(() -> new AssertionError("No module " + moduleName() + " on the class path"))
                .descriptor();
    }

    /** What {@code ./brigade run} starts: the classes of this module and what the build wrote down that it needs. */
    static Path[] classPath() {
        try {
            String dependencies =
                    Files.readString(Path.of("target", "classpath")).strip();
            return Arrays.stream(("target/classes" + java.io.File.pathSeparator + dependencies)
                            .split(java.io.File.pathSeparator, -1))
                    .map(Path::of)
                    .toArray(Path[]::new);
        } catch (IOException e) {
            throw new AssertionError("target/classpath is written by mvn test-compile; build with Maven first", e);
        }
    }
}
