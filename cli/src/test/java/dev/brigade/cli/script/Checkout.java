package dev.brigade.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small checkout of Brigade in a folder with spaces in its name, with the real scripts, and a machine around it on
 * which nothing is real: its PATH holds the usual tools, a {@code mvn} that writes down how it was called, and JDKs
 * whose {@code java} says what it was asked.
 */
final class Checkout {
    /** What the scripts may use of a machine; anything else would fail here before it fails for somebody. */
    private static final List<String> TOOLS = List.of(
            "sh awk basename cat chmod cksum cut dirname env find grep head ln ls mkdir mkfifo mv readlink rm rmdir sed sleep sort tail touch tr uname"
                    .split(" "));

    /** Writes down its arguments, then does what a build does: target/classes and the class paths of what it builds. */
    private static final String MAVEN = """
            #!/bin/sh
            case "$*" in *--version*) echo "Apache Maven ${MAVEN_VERSION-3.9.9} (fake)"; exit ;; esac
            echo "$*" >> "$MACHINE/maven-calls"
            while [ -e "$MACHINE/maven-waits" ]; do sleep 0.1; done
            echo "[INFO] Building Brigade web 0.1.0-SNAPSHOT                 [1/2]"
            if [ -e "$MACHINE/maven-says" ]; then cat "$MACHINE/maven-says"; exit 1; fi
            for module in cli bench bench/peer examples/hello .; do
                [ -d "$module/src" ] || continue
                mkdir -p "$module/target/classes"
                case "$*" in *includeScope=test*) ;; *) printf %s "$MACHINE/library.jar" > "$module/target/classpath" ;; esac
                case "$*" in
                    *includeScope=runtime*) ;;
                    *) printf %s "$MACHINE/library.jar:$MACHINE/test.jar" > "$module/target/classpath-test" ;;
                esac
            done
            case "$* " in *" install "*)
                for artifact in brigade brigade-cli; do
                    jar="$MACHINE/repository/dev/brigade/$artifact/0.1/$artifact-0.1.jar"
                    mkdir -p "${jar%/*}"
                    echo "from $PWD" > "$jar"
                    echo "[INFO] Installing $PWD/target/$artifact-0.1.jar to $jar"
                done
            esac
            if [ -d "$MACHINE/reports" ]; then
                mkdir -p cli/target/surefire-reports
                cp "$MACHINE/reports/"* cli/target/surefire-reports
            fi
            """;

    private final Path machine;
    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    Checkout(Path folder) throws IOException {
        machine = Files.createDirectories(folder.toRealPath().resolve("a machine"));
        root = Files.createDirectories(machine.resolve("the checkout"));
        Path real = Path.of("..").toRealPath();
        copy(real.resolve("brigade"), root.resolve("brigade"));
        try (Stream<Path> parts = Files.walk(real.resolve("bin"))) {
            for (Path part : parts.filter(Files::isRegularFile).toList()) {
                copy(part, root.resolve(real.relativize(part).toString()));
            }
        }
        for (String module : List.of("threads", "web", "cli", "examples/hello")) {
            write("the checkout/" + module + "/pom.xml", "<project/>");
            write("the checkout/" + module + "/src/main/java/A.java", "class A {}");
        }
        write("the checkout/examples/hello/pom.xml", "<project>maven-dependency-plugin</project>");
        write("the checkout/.mvn/jvm.config", "");
        modules("threads", "web", "cli", "examples/hello");
        write("library.jar", "");
        write("test.jar", "");
        for (String tool : TOOLS) {
            link(tool, find(tool));
        }
        link("cp", find("cp"));
        executable("bin/mvn", MAVEN);
        Files.createDirectories(machine.resolve("installed"));
        environment.put("PATH", machine.resolve("bin").toString());
        environment.put("HOME", machine.resolve("home").toString());
        environment.put("MACHINE", machine.toString());
        environment.put("BRIGADE_JDK_FOLDERS", machine.resolve("installed").toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    Path root() {
        return root;
    }

    Path machine() {
        return machine;
    }

    void modules(String... names) throws IOException {
        write(
                "the checkout/pom.xml",
                "<project>\n"
                        + String.join(
                                "\n",
                                Arrays.stream(names)
                                        .map(name -> "  <module>" + name + "</module>")
                                        .toList())
                        + "\n</project>\n");
    }

    void environment(String name, String value) {
        environment.put(name, value);
    }

    /** A JDK whose java prints its home, its folder, its process and its arguments, one to a line, and ends with 0. */
    Path jdk(String folder, String version) throws IOException {
        return jdk(folder, version, """
                #!/bin/sh
                echo "home ${0%%/bin/java}"
                echo "in $PWD"
                echo "process $$"
                for argument in "$@"; do echo "<$argument>"; done
                """);
    }

    Path jdk(String folder, String version, String java) throws IOException {
        write(
                folder + "/release",
                "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nJAVA_VERSION_DATE=\"2025-01-01\"\n");
        executable(folder + "/bin/javac", "#!/bin/sh\n");
        executable(folder + "/bin/java", java.replace("%%", "%"));
        return machine.resolve(folder);
    }

    /** A JDK that is the one which runs this test. */
    void realJdk() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        environment(
                "JAVA_HOME",
                jdk("real jdk", "25", "#!/bin/sh\nexec '" + java + "' \"$@\"\n").toString());
    }

    Path write(String path, String content) throws IOException {
        Path file = machine.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    void executable(String path, String content) throws IOException {
        assertThat(write(path, content).toFile().setExecutable(true)).isTrue();
    }

    void link(String name, Path target) throws IOException {
        Files.createDirectories(machine.resolve("bin"));
        Files.createSymbolicLink(machine.resolve("bin").resolve(name), target);
    }

    List<String> mavenCalls() throws IOException {
        Path calls = machine.resolve("maven-calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** {@code ./brigade} with these arguments, in the checkout. */
    Ran brigade(String... arguments) throws Exception {
        return brigadeIn(root, root.resolve("brigade"), arguments);
    }

    Ran brigadeIn(Path folder, Path script, String... arguments) throws Exception {
        return start(folder, script, arguments).ended();
    }

    Running start(String... arguments) throws IOException {
        return start(root, root.resolve("brigade"), arguments);
    }

    private Running start(Path folder, Path script, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("sh", script.toString()));
        line.addAll(List.of(arguments));
        File out = Files.createTempFile(machine, "out", "").toFile();
        File err = Files.createTempFile(machine, "err", "").toFile();
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), out.toPath(), err.toPath());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static Path find(String tool) {
        return Stream.of("/usr/bin", "/bin", "/usr/sbin", "/opt/homebrew/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("This machine has no " + tool));
    }
}
