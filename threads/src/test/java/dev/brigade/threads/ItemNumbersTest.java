package dev.brigade.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The numbers by which a put and the take of the same item are told to belong together. */
class ItemNumbersTest {
    private final Recorder recorder = new Recorder();
    private final BoundedQueue<String> pass = new BoundedQueue<>("pass", 3);
    private final Map<String, Integer> puts = new ConcurrentHashMap<>();
    private final Map<String, Integer> takes = new ConcurrentHashMap<>();

    private interface Step {
        void run() throws InterruptedException;
    }

    private Thread starts(Step step) {
        return Thread.ofVirtual()
                .start(() -> recorder.begin(Activity.Kind.REQUEST, "GET /").call(() -> {
                    try {
                        step.run();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return true;
                }));
    }

    private void put(String item) throws InterruptedException {
        Activity me = Activity.current();
        long mark = me.eventCount();
        pass.put(item);
        me.eventsSince(mark).forEach(event -> {
            if (event instanceof Event.Put put) {
                puts.put(item, put.number());
            }
        });
    }

    private void take() throws InterruptedException {
        Activity me = Activity.current();
        long mark = me.eventCount();
        String item = pass.take();
        me.eventsSince(mark).forEach(event -> {
            if (event instanceof Event.Taken taken) {
                takes.put(item, taken.number());
            }
        });
    }

    @Test
    void areTheSameForWhoPutsAndWhoTakesTheItem() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int thread = i;
            threads.add(starts(() -> {
                for (int item = 0; item < 100; item++) {
                    put(thread + "." + item);
                }
            }));
            threads.add(starts(() -> {
                for (int item = 0; item < 100; item++) {
                    take();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(puts).hasSize(1000).containsExactlyInAnyOrderEntriesOf(takes);
        assertThat(puts.values()).doesNotHaveDuplicates();
    }

    @Test
    void areNotConfusedByItemsThatAreRemovedOrWhosePlacesWereReserved() throws Exception {
        starts(() -> {
                    put("soup");
                    put("fish");
                    QueuePlace<String> place = pass.reserve(0, java.util.concurrent.TimeUnit.SECONDS)
                            .orElseThrow();
                    assertThat(pass.remove("soup")).isTrue();
                    put("cake");
                    place.put("wine");
                    int wine = Activity.current().itemNumber();
                    take();
                    take();
                    take();
                    assertThat(takes).containsEntry("fish", puts.get("fish")).containsEntry("cake", puts.get("cake"));
                    assertThat(takes).containsEntry("wine", wine);
                })
                .join();
        assertThat(takes).hasSize(3);
    }
}
