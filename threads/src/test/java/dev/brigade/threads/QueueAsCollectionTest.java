package dev.brigade.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activities.Running;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A queue used as any other collection, while others put. */
class QueueAsCollectionTest {
    private final BoundedQueue<String> pass = new BoundedQueue<>("pass", 2);
    private final Activities activities = new Activities();

    @AfterEach
    void end() {
        activities.close();
    }

    private Running putter(String item) {
        Running putter = activities.start("put " + item, () -> pass.put(item));
        putter.is(State.WAITS_TO_PUT);
        Activities.until(() -> pass.waitingToPut().contains(putter.activity()), item + " waits");
        return putter;
    }

    @Test
    void isACollection() throws Exception {
        pass.addAll(List.of("soup", "fish"));
        Running putter = putter("meat");

        assertThat(pass.contains("fish")).isTrue();
        assertThat(pass.remove("fish")).isTrue();
        putter.join();
        assertThat(pass.remove("fish")).isFalse();
        assertThat(pass.toArray()).containsExactly("soup", "meat");
        Iterator<String> all = pass.iterator();
        assertThatThrownBy(all::remove).isInstanceOf(IllegalStateException.class);
        all.next();
        all.remove();
        assertThat(pass).containsExactly("meat");
        assertThat(pass.removeIf("meat"::equals)).isTrue();
        pass.add("tea");
        pass.clear();
        assertThat(pass).isEmpty();
    }

    @Test
    void removesThatVeryItemOverItsIterator() {
        String soup = "soups".substring(0, 4);
        pass.add("soup");
        pass.add(soup);
        Iterator<String> all = pass.iterator();
        all.next();
        all.next();
        all.remove();

        assertThat(pass.peek()).isNotSameAs(soup);
        assertThat(pass).hasSize(1);
    }

    @Test
    void isDrainedAtOnce() throws Exception {
        pass.addAll(List.of("soup", "fish"));
        Running putter = putter("meat");
        List<String> rest = new ArrayList<>();

        assertThat(pass.drainTo(rest, 0)).isZero();
        assertThat(pass.drainTo(rest, 1)).isEqualTo(1);
        putter.join();
        assertThat(pass.drainTo(rest)).isEqualTo(2);
        assertThat(rest).containsExactly("soup", "fish", "meat");
        assertThatThrownBy(() -> pass.drainTo(pass))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("into itself");
    }

    /** As if others put as fast as it is drained: each item that is taken brings the next. */
    @Test
    void isDrainedToAnEndHoweverFastOthersPut() {
        pass.add("soup");
        List<String> rest = new ArrayList<>() {
            private static final long serialVersionUID = 1;

            @Override
            public boolean add(String item) {
                return size() < 100 && pass.offer("more") && super.add(item);
            }
        };
        assertThat(pass.drainTo(rest)).isEqualTo(1);
        assertThat(rest).containsExactly("soup");
        assertThat(pass.poll()).isEqualTo("more");
    }

    @Test
    void isClearedToAnEndHoweverFastOthersPut() {
        AtomicLong taken = new AtomicLong();
        Watcher puts = new Watcher() {
            @Override
            public void before(Activity activity, Step step, MeetingPoint at) {}

            @Override
            public void after(Activity activity, Step step, MeetingPoint at) {
                if (step == Step.TAKE && taken.incrementAndGet() < 100) {
                    assertThat(pass.offer("more")).isTrue();
                }
            }
        };
        pass.add("soup");
        new Recorder(RecorderSettings.DEFAULT, puts)
                .begin(Activity.Kind.REQUEST, "clears")
                .call(() -> {
                    pass.clear();
                    return true;
                });
        assertThat(taken).hasValue(1);
        assertThat(pass).containsExactly("more");
    }
}
