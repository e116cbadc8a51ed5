package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explore.CallOn;
import dev.brigade.check.explore.AllSchedules;
import dev.brigade.check.explore.AllSchedules.Outcomes;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A method of the JDK that looks into its argument, or changes it, comes before what another thread does to that, or after it. */
class GivenTest {

    private static Arguments of(String name, CallOn<Given> changes, CallOn<Given> looks) {
        return Arguments.of(name, changes, looks);
    }

    static List<Arguments> ways() {
        return List.of(
                of("text + counter", Given::count, Given::join),
                of("text + list", Given::add, Given::joinList),
                of("append", Given::add, Given::append),
                of("format", Given::count, Given::format),
                of("copying constructor", Given::add, Given::copy),
                of("addAll", Given::add, Given::addAll),
                of("equals", Given::add, Given::isEqual),
                of("copyOf", Given::set, Given::copyOf),
                of("arraycopy", Given::set, Given::arraycopy),
                of("fill", Given::set, Given::fill));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void either_may_come_first(String name, CallOn<Given> changes, CallOn<Given> looks) {
        Outcomes outcomes = AllSchedules.reduced(Explore.fresh(Given::new).calls(changes, looks), 1000);
        Outcomes reversed = AllSchedules.reduced(Explore.fresh(Given::new).calls(looks, changes), 1000);

        assertThat(outcomes.complete() && reversed.complete()).isTrue();
        assertThat(outcomes.outcomes()).hasSizeGreaterThan(1);
        assertThat(reversed.outcomes()).hasSameSizeAs(outcomes.outcomes());
    }
}
