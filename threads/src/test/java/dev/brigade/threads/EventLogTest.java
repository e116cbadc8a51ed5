package dev.brigade.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final Activity activity = new Recorder().begin(Activity.Kind.REQUEST, "GET /");
    private final NamedLock oven = new NamedLock("oven");

    @Test
    void givesBackWhatWasWritten() {
        EventLog log = new EventLog();
        log.add(Entry.ACQUIRED, 3, oven, null);
        log.add(Entry.RELEASED, 2, oven, null, -5);

        assertThat(read(log))
                .containsExactly(
                        new Event.Acquired(activity, oven, 3, OptionalLong.empty()),
                        new Event.Released(activity, oven, 2, OptionalLong.of(-5)));
    }

    @Test
    void keepsAllUntilItIsFull() {
        EventLog log = new EventLog();
        for (int i = 0; i < EventLog.MOST - 1; i++) {
            log.add(Entry.ACQUIRED, i, oven, null);
        }

        assertThat(numbers(read(log)))
                .hasSize(EventLog.MOST - 1)
                .startsWith(0, 1)
                .endsWith(EventLog.MOST - 2);
        assertThat(log.lost()).isZero();
        log.add(Entry.ACQUIRED, EventLog.MOST - 1, oven, null);
        assertThat(numbers(read(log)))
                .hasSize(EventLog.MOST - 1)
                .startsWith(1, 2)
                .endsWith(EventLog.MOST - 1);
        assertThat(log.lost()).isEqualTo(1);
    }

    @Test
    void takesNoMoreWhenItHasEnded() {
        EventLog log = new EventLog();
        log.add(Entry.ACQUIRED, 1, oven, null);
        log.end();
        log.add(Entry.ACQUIRED, 2, oven, null);
        log.add(Entry.ACQUIRED, 3, oven, null, 1);

        assertThat(numbers(read(log))).containsExactly(1);
        assertThat(log.written()).isEqualTo(1);
    }

    @Test
    void hasNothingLeftWhenItIsForgotten() {
        EventLog log = new EventLog();
        log.add(Entry.ACQUIRED, 1, oven, null);
        log.end();
        log.forget();

        assertThat(read(log)).isEmpty();
    }

    @Test
    void isReadInOneLineWhileItIsWritten() throws Exception {
        EventLog log = new EventLog();
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            // Number, time and text of an entry say the same, so a reader can tell whether an entry is whole.
            for (int i = 0; !stop.get(); i++) {
                log.add(Entry.STATEMENT_BEGAN, 0, oven, Integer.toString(i), i);
            }
        });
        try {
            long deadline = System.nanoTime() + 500_000_000;
            int full = 0;
            while (System.nanoTime() - deadline < 0 || full == 0) {
                List<Event> events = read(log);
                int last = -1;
                for (Event event : events) {
                    Event.StatementBegan began = (Event.StatementBegan) event;
                    int number = (int) began.nanos().orElseThrow();
                    assertThat(began.sql()).isEqualTo(Integer.toString(number));
                    if (last >= 0) {
                        assertThat(number).isEqualTo(last + 1);
                    }
                    last = number;
                }
                full += log.lost() > 0 && !events.isEmpty() ? 1 : 0;
            }
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    private List<Event> read(EventLog log) {
        List<Event> events = new ArrayList<>();
        log.read(activity, 0, events);
        return events;
    }

    private static List<Integer> numbers(List<Event> events) {
        return events.stream().map(event -> ((Event.Acquired) event).permits()).toList();
    }
}
