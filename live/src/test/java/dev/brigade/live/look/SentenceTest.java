package dev.brigade.live.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.State;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SentenceTest {
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(2300);

    private static String said(int requests, int consumers, int running, Crowd... crowds) {
        return new Sentence(requests, consumers, 0, running, 0, 0, List.of(crowds)).text(Optional.empty());
    }

    private static Crowd lock(int count, long longest) {
        return new Crowd(
                Doing.WAITING_LOCK,
                State.WAITS_FOR_LOCK,
                "lock",
                "stock",
                Optional.of("POST /orders #812"),
                count,
                longest);
    }

    private static Crowd crowd(Doing doing, State state, String kind, String name, int count) {
        return new Crowd(doing, state, kind, name, Optional.empty(), count, 0);
    }

    @Test
    void says_that_nothing_runs() {
        assertThat(said(0, 0, 0)).isEqualTo("Nothing runs.");
    }

    @Test
    void says_one_and_many_as_people_do() {
        assertThat(said(1, 0, 1)).isEqualTo("1 request runs.");
        assertThat(said(3, 0, 3)).isEqualTo("3 requests run.");
        assertThat(said(1, 2, 3)).isEqualTo("1 request and 2 consumers run.");
        assertThat(new Sentence(1, 1, 2, 4, 0, 0, List.of()).text(Optional.empty()))
                .isEqualTo("1 request, 1 consumer and 2 others run.");
        assertThat(new Sentence(0, 0, 1, 1, 0, 0, List.of()).text(Optional.empty()))
                .isEqualTo("1 activity runs.");
    }

    @Test
    void says_who_waits_for_what_held_by_whom_since_when() {
        assertThat(said(
                        14,
                        0,
                        3,
                        crowd(Doing.WAITING_CONNECTION, State.WAITS_FOR_CONNECTION, "pool", "main", 2),
                        lock(9, LONG)))
                .isEqualTo(
                        "14 requests: 3 running; 9 wait for lock `stock`, held by POST /orders #812, the longest for 2.3 s;"
                                + " 2 wait for a connection.");
        assertThat(said(2, 0, 1, lock(1, LONG)))
                .isEqualTo("2 requests: 1 running; 1 waits for lock `stock`, held by POST /orders #812, for 2.3 s.");
        assertThat(said(2, 0, 1, lock(1, 0)))
                .isEqualTo("2 requests: 1 running; 1 waits for lock `stock`, held by POST /orders #812.");
    }

    @Test
    void has_a_word_for_each_kind_of_wait() {
        assertThat(said(1, 0, 0, crowd(Doing.WAIT_SET, State.IN_WAIT_SET, "condition", "hot", 1)))
                .isEqualTo("1 request: 1 waits at condition `hot` for a signal.");
        assertThat(said(1, 0, 0, crowd(Doing.SIGNALLED, State.REACQUIRES_LOCK, "lock", "oven", 1)))
                .isEqualTo("1 request: 1 was signalled and waits to have lock `oven` again.");
        assertThat(said(2, 0, 0, crowd(Doing.SIGNALLED, State.REACQUIRES_LOCK, "lock", "oven", 2)))
                .isEqualTo("2 requests: 2 were signalled and wait to have lock `oven` again.");
        assertThat(said(1, 0, 0, crowd(Doing.WAITING_QUEUE, State.WAITS_TO_PUT, "queue", "pass", 1)))
                .isEqualTo("1 request: 1 waits for room in queue `pass`.");
        assertThat(said(1, 0, 0, crowd(Doing.WAITING_QUEUE, State.WAITS_TO_TAKE, "queue", "pass", 1)))
                .isEqualTo("1 request: 1 waits for an item of queue `pass`.");
        assertThat(said(2, 0, 0, crowd(Doing.WAITING_OTHER, State.WAITS_FOR_SERVICE, "other", "example.org", 2)))
                .isEqualTo("2 requests: 2 wait for an answer of example.org.");
        assertThat(said(2, 0, 0, crowd(Doing.WAITING_OTHER, State.WAITS_FOR_PERMIT, "semaphore", "press", 2)))
                .isEqualTo("2 requests: 2 wait for a permit of semaphore `press`.");
        assertThat(said(2, 0, 0, crowd(Doing.WAITING_OTHER, State.WAITS_FOR_PERMIT, "semaphore", "requests", 2)))
                .isEqualTo("2 requests: 2 wait to be let in.");
        assertThat(said(1, 0, 0, crowd(Doing.RETRY, State.WAITS_FOR_LOCK, "other", "lane of POST /x", 1)))
                .isEqualTo("1 request: 1 waits to run again after a conflict.");
        assertThat(said(1, 0, 0, crowd(Doing.WAITING_LOCK, State.WAITS_FOR_LOCK, "other", "lane of POST /x", 1)))
                .isEqualTo("1 request: 1 waits for a turn in the lane of POST /x.");
        assertThat(said(1, 0, 0, crowd(Doing.WAITING_CONNECTION, State.WAITS_FOR_CONNECTION, "pool", "archive", 1)))
                .isEqualTo("1 request: 1 waits for a connection of `archive`.");
        assertThat(said(
                        1,
                        0,
                        0,
                        new Crowd(
                                Doing.BLOCKED_BY_ROW,
                                State.IN_SQL,
                                "database",
                                "main",
                                Optional.of("POST /x #5"),
                                1,
                                LONG)))
                .isEqualTo("1 request: 1 waits for rows locked by POST /x #5, for 2.3 s.");
    }

    @Test
    void names_the_largest_crowds_and_counts_the_others() {
        Crowd[] crowds = new Crowd[6];
        for (int i = 0; i < crowds.length; i++) {
            crowds[i] = crowd(Doing.WAIT_SET, State.IN_WAIT_SET, "condition", "c" + i, i + 1);
        }
        assertThat(said(21, 0, 0, crowds))
                .startsWith("21 requests: 6 wait at condition `c5` for a signal; 5 wait at condition `c4`")
                .endsWith("; 3 wait for other things.");
    }

    @Test
    void says_what_is_wrong_first() {
        assertThat(new Sentence(2, 0, 0, 1, 1, 0, List.of())
                        .text(Optional.of("Deadlock: A #1 and B #2 wait for each other, for ever.")))
                .isEqualTo("Deadlock: A #1 and B #2 wait for each other, for ever. 2 requests: 1 running; 1 in SQL.");
    }
}
