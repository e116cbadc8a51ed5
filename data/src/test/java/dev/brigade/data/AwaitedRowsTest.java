package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitedRowsTest {
    private final AwaitedRows rows = new AwaitedRows();

    private final MeetingPoint database = new MeetingPoint() {
        @Override
        public Kind kind() {
            return Kind.DATABASE;
        }

        @Override
        public String name() {
            return "main";
        }
    };

    private Status statement() throws Exception {
        Activity activity = new Recorder().begin(Activity.Kind.REQUEST, "POST /orders");
        return activity.call(() -> {
            Status before = activity.enter(State.IN_SQL, database, "update dish set portions = 2");
            Status statement = activity.status();
            activity.leave(before);
            return statement;
        });
    }

    @Test
    void who_has_got_what_it_waited_for_waits_for_nobody_but_who_gave_up_waited_for_the_last_that_is_known()
            throws Exception {
        Status statement = statement();
        rows.heldBy(statement, List.of("POST /wash #5"));
        assertThat(rows.holders(statement)).containsExactly("POST /wash #5");

        rows.notHeld(statement);

        assertThat(rows.holders(statement)).isEmpty();
        assertThat(rows.inVain(statement, "update dish set portions = 2").holders())
                .containsExactly("POST /wash #5");
        rows.heldBy(statement, List.of("POST /bake #4"));
        assertThat(rows.holders(statement)).containsExactly("POST /bake #4");
        assertThat(rows.holders(statement())).isEmpty(); // another one
    }
}
