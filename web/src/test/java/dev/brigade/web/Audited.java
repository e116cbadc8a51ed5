package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.audit.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** An application in one source file, compiled for the test, and what its threads share. */
final class Audited implements AutoCloseable {
    /** All on line 1, so that the source of the test begins on line 2. */
    private static final String IMPORTS = "import module java.base; import module java.sql; import dev.brigade.web.*;"
            + " import dev.brigade.threads.*; import dev.brigade.data.*;\n";

    private final Path folder;
    private final URLClassLoader loader;
    private final App app;

    private Audited(Path folder, URLClassLoader loader, App app) {
        this.folder = folder;
        this.loader = loader;
        this.app = app;
    }

    /** @param source a class {@code Shop} with a static method {@code app()}, and others */
    static Audited of(String source) {
        return of(source, "-g");
    }

    static Audited of(String source, String debugging) {
        try {
            Path folder = Files.createTempDirectory("audited");
            Path file = Files.writeString(folder.resolve("Shop.java"), IMPORTS + source);
            List<String> options = new ArrayList<>(List.of(debugging, "-d", folder.toString(), "-cp"));
            options.add(System.getProperty("java.class.path"));
            options.add(file.toString());
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)))
                    .isZero();
            URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
            Method factory = loader.loadClass("Shop").getDeclaredMethod("app");
            factory.setAccessible(true);
            return new Audited(folder, loader, (App) factory.invoke(null));
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    App app() {
        return app;
    }

    Report report() {
        return SharedAudit.report(app);
    }

    /** The report of an application that is not needed any more. */
    static String text(String source) {
        try (Audited audited = of(source)) {
            return audited.report().text();
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            loader.close();
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
