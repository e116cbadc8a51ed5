package dev.brigade.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody's own application, which finds Brigade in the local Maven repository, and when Brigade is put there. */
class InstallTest {
    private static final String INSTALL =
            "-B -pl cli -am -DskipTests -Dspotless.check.skip=true install -Dcompiler.rules=-g";
    private static final String BUILD = "-B -Dmaven.test.skip=true test-compile"
            + " org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath"
            + " -Dmdep.outputFile=target/classpath -DincludeScope=runtime";

    private static final String TEST_PATH = "-B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath"
            + " -Dmdep.outputFile=target/classpath-test -DincludeScope=test";

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new Checkout(folder);
        checkout.environment("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        checkout.write("shop/pom.xml", "<project/>");
        checkout.write("shop/src/main/java/Shop.java", "class Shop {}");
    }

    @Test
    void an_application_is_built_with_brigade_from_the_local_repository() throws Exception {
        Ran ran = checkout.brigade("run", "../shop");
        Ran again = checkout.brigade("run", "../shop");

        assertThat(ran.out()).contains("in " + checkout.machine() + "/shop\n");
        assertThat(again.err()).isEmpty();
        assertThat(checkout.mavenCalls()).containsExactly(INSTALL, BUILD);
    }

    @Test
    void check_asks_for_the_libraries_of_its_tests_too_and_again_after_an_edit() throws Exception {
        checkout.brigade("run", "../shop");
        Ran check = checkout.brigade("check", "../shop", "--on", "postgres");
        Ran run = checkout.brigade("run", "../shop");
        checkout.brigade("check", "../shop");

        assertThat(check.out()).contains(checkout.machine() + "/library.jar:" + checkout.machine() + "/test.jar:");
        assertThat(run.out()).contains("library.jar").doesNotContain("test.jar");
        assertThat(checkout.mavenCalls()).containsExactly(INSTALL, BUILD, BUILD, TEST_PATH);

        checkout.write("shop/pom.xml", "<project>with another library</project>");
        checkout.brigade("run", "../shop");
        checkout.brigade("check", "../shop");
        assertThat(checkout.mavenCalls()).containsExactly(INSTALL, BUILD, BUILD, TEST_PATH, BUILD, BUILD, TEST_PATH);
    }

    @Test
    void an_edit_of_the_application_installs_nothing() throws Exception {
        checkout.brigade("run", "../shop");
        checkout.write("shop/src/main/java/Shop.java", "class Shop { int visits; }");
        checkout.write("the checkout/examples/hello/src/main/java/A.java", "class A { int ofAnExample; }");

        checkout.brigade("run", "../shop");

        assertThat(checkout.mavenCalls()).containsExactly(INSTALL, BUILD, BUILD);
    }

    @Test
    void an_edit_of_brigade_installs_it_again() throws Exception {
        checkout.brigade("run", "../shop");
        checkout.write("the checkout/web/src/main/java/A.java", "class A { int more; }");

        checkout.brigade("run", "../shop");

        assertThat(checkout.mavenCalls()).containsExactly(INSTALL, BUILD, INSTALL, BUILD);
    }

    @Test
    void a_second_application_needs_no_second_installation() throws Exception {
        checkout.brigade("run", "../shop");
        checkout.write("inn/pom.xml", "<project/>");
        checkout.write("inn/src/main/java/Inn.java", "class Inn {}");

        checkout.brigade("run", "../inn");

        assertThat(checkout.mavenCalls()).containsExactly(INSTALL, BUILD, BUILD);
    }

    @Test
    void what_is_gone_from_the_local_repository_or_is_another_checkouts_is_installed_again() throws Exception {
        Path jar = checkout.machine().resolve("repository/dev/brigade/brigade/0.1/brigade-0.1.jar");
        checkout.brigade("run", "../shop");

        Files.delete(jar);
        checkout.write("shop/src/main/java/Shop.java", "class Shop { int a; }");
        Ran ran = checkout.brigade("run", "../shop");
        assertThat(checkout.mavenCalls()).containsExactly(INSTALL, BUILD, INSTALL, BUILD);
        assertThat(ran.err()).doesNotContain("brigade-0.1.jar");

        Files.writeString(jar, "from elsewhere");
        checkout.write("shop/src/main/java/Shop.java", "class Shop { int b; }");
        checkout.brigade("run", "../shop");
        assertThat(checkout.mavenCalls()).containsExactly(INSTALL, BUILD, INSTALL, BUILD, INSTALL, BUILD);
    }

    @Test
    void a_checkout_that_was_moved_installs_again() throws Exception {
        checkout.brigade("run", "../shop");
        Path moved = checkout.machine().resolve("moved");
        Files.move(checkout.root(), moved);

        checkout.brigadeIn(moved, moved.resolve("brigade"), "run", "../shop");

        assertThat(checkout.mavenCalls()).containsExactly(INSTALL, BUILD, INSTALL, BUILD);
    }

    @Test
    void after_an_installation_that_failed_it_is_installed_again() throws Exception {
        Path errors = checkout.write("maven-says", "[ERROR] broken\n");
        assertThat(checkout.brigade("run", "../shop").code()).isEqualTo(1);
        Files.delete(errors);

        assertThat(checkout.brigade("run", "../shop").code()).isZero();
        assertThat(checkout.mavenCalls()).containsExactly(INSTALL, INSTALL, BUILD);
    }

    @Test
    void install_puts_it_there_whether_it_is_there_or_not_and_says_where() throws Exception {
        checkout.brigade("install");
        Ran ran = checkout.brigade("install");
        checkout.brigade("run", "../shop");

        assertThat(ran.out()).isEqualTo("Brigade 0.1 is in " + checkout.machine() + "/repository/dev/brigade.\n");
        assertThat(ran.code()).isZero();
        assertThat(checkout.mavenCalls()).containsExactly(INSTALL, INSTALL, BUILD);
    }
}
