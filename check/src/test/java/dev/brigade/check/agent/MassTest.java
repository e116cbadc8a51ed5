package dev.brigade.check.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that nobody wrote for the agent's tests: whole jars go through it, and the verifier finds no fault that was not there before. */
class MassTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                org.assertj.core.api.Assertions.class,
                org.h2.Driver.class,
                com.zaxxer.hikari.HikariDataSource.class,
                tools.jackson.databind.ObjectMapper.class
            })
    void whole_jars_are_still_valid(Class<?> inJar) throws Exception {
        List<String> faults = new ArrayList<>();
        try (JarFile jar = new JarFile(jarOf(inJar).toFile())) {
            for (JarEntry entry : jar.stream().filter(MassTest::isClass).toList()) {
                check(
                        inJar.getClassLoader(),
                        entry.getName(),
                        jar.getInputStream(entry).readAllBytes(),
                        faults);
            }
        }
        assertThat(faults).isEmpty();
    }

    private static void check(ClassLoader loader, String name, byte[] file, List<String> faults) {
        ClassFile classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(ClassIndex.of(loader)));
        try {
            for (boolean isAtLoad : new boolean[] {true, false}) {
                byte[] instrumented = Instrumenter.steps(loader, file, isAtLoad);
                List<VerifyError> after = classFile.verify(instrumented);
                if (!after.isEmpty() && after.size() > classFile.verify(file).size()) {
                    faults.add(name + ": " + after.getFirst());
                }
            }
        } catch (IllegalArgumentException e) {
            faults.add(name + ": " + e);
        }
    }

    private static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class")
                && !entry.getName().startsWith("META-INF/")
                && !entry.getName().endsWith("-info.class");
    }

    private static Path jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
