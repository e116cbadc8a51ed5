package dev.brigade.check.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** Puts the package of the hooks on the boot class path, where the JDK's own classes find it. */
final class BootJar {
    /** No class literals: these classes must not be loaded before they are on the boot class path. */
    static final List<String> CLASSES = List.of(
            "dev/brigade/check/hooks/Hooks",
            "dev/brigade/check/hooks/Probe",
            "dev/brigade/check/hooks/Unseeded",
            "dev/brigade/check/hooks/Unseeded$Key");

    private BootJar() {}

    /**
     * Does so.
     *
     * @throws IllegalStateException if the hooks come from elsewhere nevertheless
     */
    static void append(Instrumentation instrumentation) {
        try {
            Path jar = Files.createTempFile("brigade-check-hooks", ".jar");
            jar.toFile().deleteOnExit();
            write(jar);
            // The JVM opens the file by itself; this one is read only to see that it is a jar.
            try (JarFile file = new JarFile(jar.toFile())) {
                instrumentation.appendToBootstrapClassLoaderSearch(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The explorer's hooks could not be written to a file in " + System.getProperty("java.io.tmpdir")
                            + ": " + e.getMessage() + ". Set java.io.tmpdir to a folder that can be written.",
                    e);
        }
        verify();
    }

    private static void write(Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : CLASSES) {
                out.putNextEntry(new JarEntry(name + ".class"));
                try (InputStream in = BootJar.class.getResourceAsStream("/" + name + ".class")) {
                    if (in == null) {
                        throw new IOException(name + ".class is missing beside " + BootJar.class.getName());
                    }
                    in.transferTo(out);
                }
            }
        }
    }

    private static void verify() {
        for (String name : CLASSES) {
            ClassLoader loader = loaderOf(name.replace('/', '.'));
            if (loader != null) {
                throw new IllegalStateException(name.replace('/', '.') + " was loaded by " + loader
                        + " and not from the boot class path. "
                        + (BootJar.class.getModule().isNamed()
                                ? "Put brigade-check on the class path, not on the module path."
                                : "Call Agent.install() before anything touches that class, or start the JVM with"
                                        + " -javaagent:brigade-check.jar."));
            }
        }
    }

    @SuppressWarnings("NullAway") // the boot class loader is null
    private static ClassLoader loaderOf(String name) {
        try {
            return Class.forName(name, false, BootJar.class.getClassLoader()).getClassLoader();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is missing; brigade-check is incomplete on the class path.", e);
        }
    }
}
