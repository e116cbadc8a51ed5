package dev.brigade.check.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTextTest {

    @Test
    void choices_are_counted_in_runs() {
        assertThat(ScheduleText.of(List.of("0", "0", "0", "1", "1", "0"))).isEqualTo("t0*3 t1*2 t0");
        assertThat(ScheduleText.choices("t0*3  t1*2 t0")).containsExactly("0", "0", "0", "1", "1", "0");
        assertThat(ScheduleText.of(List.of())).isEmpty();
        assertThat(ScheduleText.choices(" ")).isEmpty();
    }

    @Test
    void threads_that_others_have_started_are_named_too() {
        List<String> choices = List.of("s.0", "s.0", "1.0", "12");

        assertThat(ScheduleText.of(choices)).isEqualTo("ts.0*2 t1.0 t12");
        assertThat(ScheduleText.choices("ts.0*2 t1.0 t12")).isEqualTo(choices);
    }

    @Test
    void sleeps_that_end_early_are_said_first() {
        assertThat(ScheduleText.of(List.of("early", "0", "0", "1"))).isEqualTo("early t0*2 t1");
        assertThat(ScheduleText.choices("early t0*2 t1")).containsExactly("early", "0", "0", "1");
        assertThat(ScheduleText.choices(ScheduleText.of(List.of("early")))).containsExactly("early");
        complains(
                "t0 early",
                "\"early\", at place 2 of the schedule, is neither like t0 nor like t0*3. Copy it anew from the report");
    }

    @Test
    void what_is_wrong_is_said_with_its_place() {
        complains(
                "t0 1x2",
                "\"1x2\", at place 2 of the schedule, is neither like t0 nor like t0*3. Copy it anew from the report");
        complains("t0*0", "\"t0*0\", at place 1 of the schedule, counts no choice. Copy it anew from the report");
        complains(
                "t0 t1*999999999",
                "\"t1*999999999\", at place 2 of the schedule, counts more than 10000000 choices. Copy it anew from the report");
    }

    private static void complains(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScheduleText.choices(text))
                .withMessage(message);
    }
}
