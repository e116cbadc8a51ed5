package dev.brigade.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./brigade test}: what it asks of Maven and what it says at the end. */
class TestCommandTest {
    private static final String PASSED = "<testcase classname='dev.brigade.data.LeaseTest' name='a_lease_ends'/>";
    private static final String FAILED = """
            <testcase classname='dev.brigade.data.LeaseTest' name='leases_are_fair'>
              <failure type='java.lang.AssertionError' message='expected: 2&#10; but was: 1'>java.lang.AssertionError: …
                at org.assertj.Assertions.x(Assertions.java:1)
                at dev.brigade.data.LeaseTest.leases_are_fair(LeaseTest.java:31)</failure>
            </testcase>""";
    private static final String BROKEN =
            "<testcase classname='dev.brigade.data.PoolTest' name=''><error type='java.io.IOException'>…</error></testcase>";
    private static final String SKIPPED =
            "<testcase classname='dev.brigade.web.PageTest' name='a_page'><skipped message='no browser here'/></testcase>";

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new Checkout(folder);
        checkout.realJdk();
    }

    @Test
    void all_passed_is_one_line_and_exit_code_0() throws Exception {
        reports(PASSED, PASSED);

        Ran ran = checkout.brigade("test", "-pl", "data");

        assertThat(ran.out()).isEqualTo("2 passed, 0 failed, 0 skipped\n");
        assertThat(ran.code()).isZero();
        assertThat(checkout.mavenCalls()).singleElement().asString().endsWith(" -pl data verify");
    }

    @Test
    void a_failed_test_is_named_with_its_reason_and_place() throws Exception {
        reports(PASSED, FAILED, BROKEN);

        Ran ran = checkout.brigade("test");

        assertThat(ran.out()).isEqualTo("""
                FAILED   dev.brigade.data.LeaseTest.leases_are_fair
                         java.lang.AssertionError: expected: 2
                          but was: 1
                         at dev.brigade.data.LeaseTest.leases_are_fair(LeaseTest.java:31)
                         (cli/target/surefire-reports/TEST-all.xml)
                FAILED   dev.brigade.data.PoolTest
                         java.io.IOException
                         (cli/target/surefire-reports/TEST-all.xml)
                1 passed, 2 failed, 0 skipped
                """);
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void a_skipped_test_is_listed_with_its_reason() throws Exception {
        reports(PASSED, SKIPPED);

        Ran ran = checkout.brigade("test");

        assertThat(ran.out()).isEqualTo("""
                SKIPPED  dev.brigade.web.PageTest.a_page: no browser here
                1 passed, 0 failed, 1 skipped
                """);
        assertThat(ran.code()).isZero();
    }

    @Test
    void where_ci_is_set_a_skipped_test_fails() throws Exception {
        reports(PASSED, SKIPPED);
        checkout.environment("CI", "true");

        Ran ran = checkout.brigade("test");

        assertThat(ran.out()).endsWith("""
                CI is set: a skipped test counts as a failure.
                1 passed, 0 failed, 1 skipped
                """);
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void a_failure_of_maven_is_shown_before_the_result() throws Exception {
        checkout.write("maven-says", "[ERROR] The following files had format violations: App.java\n");

        Ran ran = checkout.brigade("test");

        assertThat(ran.out())
                .startsWith("Maven failed:\n  The following files had format violations: App.java\n")
                .endsWith("No test has run.\n0 passed, 0 failed, 0 skipped\n");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void the_reports_of_an_earlier_run_are_not_counted() throws Exception {
        checkout.write(
                "the checkout/web/target/surefire-reports/TEST-old.xml", "<testsuite>" + FAILED + "</testsuite>");
        reports(PASSED);

        assertThat(checkout.brigade("test").out()).isEqualTo("1 passed, 0 failed, 0 skipped\n");
    }

    private void reports(String... cases) throws Exception {
        checkout.write("reports/TEST-all.xml", "<testsuite>" + String.join("\n", cases) + "</testsuite>");
    }
}
