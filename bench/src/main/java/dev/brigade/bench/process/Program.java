package dev.brigade.bench.process;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A main class with its arguments, and the class path that it is on.
 *
 * @param main its name
 */
public record Program(String classPath, String main, List<String> arguments) {

    /** On the class path of this process. */
    public static Program ofThisClassPath(Class<?> main, String... arguments) {
        return new Program(System.getProperty("java.class.path"), main.getName(), List.of(arguments));
    }

    /**
     * Of a module below {@code bench}, on a class path of its own.
     *
     * @throws BenchmarkException if it has not been built
     */
    public static Program ofModule(String module, String main, List<String> arguments) {
        Path target = home().resolve(module).resolve("target");
        try {
            String libraries = Files.readString(target.resolve("classpath")).strip();
            return new Program(target.resolve("classes") + File.pathSeparator + libraries, main, arguments);
        } catch (IOException e) {
            throw new BenchmarkException(
                    "bench/" + module + " has not been built: " + e.getMessage()
                            + " is not there. ./brigade bench builds it.",
                    e);
        }
    }

    /** The folder {@code bench}, whose classes are in {@code target/classes}. */
    public static Path home() {
        try {
            Path classes = Path.of(Program.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve("../..").normalize();
        } catch (URISyntaxException e) {
            throw new BenchmarkException("The folder of the benchmarks has a strange name: " + e.getMessage(), e);
        }
    }
}
