package dev.brigade.check.programs;

import dev.brigade.check.Explore;
import org.junit.jupiter.api.Test;

/** What a class of the JDK hands on to a function is ordered, and what it keeps for itself is nobody's outcome: no false alarm. */
class CallbacksTest {

    @Test
    void a_function_sees_what_was_put_before() {
        Explore.fresh(Callbacks::new)
                .calls(Callbacks::put, Callbacks::look)
                .state(_ -> "")
                .verify();
    }

    @Test
    void whoever_completes_a_future_calls_what_others_have_registered() {
        Explore.fresh(Callbacks::new)
                .calls(Callbacks::register, Callbacks::complete)
                .state(_ -> "")
                .verify();
    }

    @Test
    void what_a_lock_of_the_application_has_inside_is_not_compared() {
        Explore.fresh(Callbacks::new)
                .calls(Callbacks::guarded, Callbacks::guarded, Callbacks::guarded)
                .verify();
    }
}
