package dev.brigade.cli;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the applications in a folder of compiled classes. The files are read, not loaded, so no static initialiser runs
 * and no class has to link.
 */
final class Candidates {
    private static final String FACTORY = "()Ldev/brigade/web/App;";

    private Candidates() {}

    /**
     * Every class below {@code folder} that declares {@code App app()}, by name.
     *
     * @throws UserMistake if the folder or one of its class files can't be read
     */
    static List<Candidate> in(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .map(Candidates::read)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UserMistake("The compiled classes in " + folder + " can't be read: " + e.getMessage(), e);
        }
    }

    private static Optional<Candidate> read(Path file) {
        ClassModel type;
        try {
            type = ClassFile.of().parse(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserMistake(file + " is not a class file: " + e.getMessage() + ". Build again.", e);
        }
        return type.methods().stream()
                .filter(Candidates::isFactory)
                .findFirst()
                .map(method -> new Candidate(className(type), isStatic(method) || canBeMade(type)));
    }

    private static boolean isFactory(MethodModel method) {
        return method.methodName().equalsString("app")
                && method.methodType().equalsString(FACTORY)
                && !method.flags().has(AccessFlag.ABSTRACT);
    }

    private static boolean isStatic(MethodModel method) {
        return method.flags().has(AccessFlag.STATIC);
    }

    private static boolean canBeMade(ClassModel type) {
        return !type.flags().has(AccessFlag.ABSTRACT)
                && type.methods().stream()
                        .anyMatch(method -> method.methodName().equalsString("<init>")
                                && method.methodType().equalsString("()V"));
    }

    private static String className(ClassModel type) {
        return type.thisClass().asInternalName().replace('/', '.');
    }
}
