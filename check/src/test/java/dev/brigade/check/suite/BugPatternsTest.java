package dev.brigade.check.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.suite.db.DbPattern;
import dev.brigade.check.suite.db.DbPatterns;
import dev.brigade.check.suite.jvm.JvmPatterns;
import dev.brigade.check.suite.jvm.Pattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All patterns together, and the page that tells of them. */
class BugPatternsTest {
    private static final Path PAGE = Path.of("../docs/bug-patterns.md");
    private static final String WRITE = "docs.write";

    @Test
    void there_are_enough_of_each_kind() {
        assertThat(JvmPatterns.all()).hasSizeGreaterThanOrEqualTo(16);
        assertThat(DbPatterns.databaseAndHttp()).hasSizeGreaterThanOrEqualTo(25);
        assertThat(DbPatterns.acrossLayers()).hasSizeGreaterThanOrEqualTo(7);
        assertThat(JvmPatterns.all().size() + DbPatterns.all().size()).isGreaterThanOrEqualTo(54);
    }

    @Test
    void each_has_a_name_of_its_own() {
        assertThat(Stream.concat(
                        JvmPatterns.all().stream().map(Pattern::name),
                        DbPatterns.all().stream().map(DbPattern::name)))
                .doesNotHaveDuplicates();
    }

    @Test
    void those_that_everybody_makes_once_are_there() {
        List<String> names = DbPatterns.all().stream().map(DbPattern::name).toList();

        assertThat(names)
                .contains(
                        "voucher in autocommit",
                        "voucher in a weak transaction",
                        "voucher by count",
                        "stock computed",
                        "stock as a sum",
                        "lock on the wrong read",
                        "cart total and items",
                        "overdraft",
                        "unique check, then insert",
                        "orphaned child",
                        "counter computed",
                        "snapshot skew",
                        "doctors on call",
                        "sum while transferring",
                        "transfers in opposite directions",
                        "foreign-key deadlock",
                        "lock released before the commit",
                        "version checked apart",
                        "session rotated against a write",
                        "second connection",
                        "lock against pool",
                        "lock against row",
                        "shared connection",
                        "close against evict");
    }

    @Test
    void half_of_the_smallest_schedules_have_at_most_two_preemptions() {
        assertThat(Medians.preemptions(BugPatternsPage.findings())).isLessThanOrEqualTo(2);
    }

    @Test
    void the_page_says_what_the_tests_show() throws Exception {
        String page = BugPatternsPage.text();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as(
                        "docs/bug-patterns.md is not what these tests show; write it anew: "
                                + "./brigade test -pl check -am -Dtest=BugPatternsTest -D%s=true",
                        WRITE)
                .isEqualTo(page);
    }
}
