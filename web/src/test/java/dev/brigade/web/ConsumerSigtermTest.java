package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.ChildProcess;
import dev.brigade.data.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is told to end while items are in a queue. */
class ConsumerSigtermTest {
    private static final int PLACES = 3;

    /** One is worked on, so many are in the queue, and one more request waits for room with its answer. */
    private static final int ITEMS = 1 + PLACES + 1;

    @TempDir
    Path folder;

    private String url(TestDatabase database) {
        return switch (database) {
            case H2 -> "jdbc:h2:" + folder.resolve("notes");
            case POSTGRESQL -> database.fresh().url();
        };
    }

    private static List<String> expected(String begun, String others) {
        return Stream.concat(
                        IntStream.range(0, ITEMS).mapToObj(n -> "item-" + n),
                        IntStream.range(0, ITEMS).mapToObj(n -> "item-" + n + (n == 0 ? begun : others)))
                .sorted()
                .toList();
    }

    private ChildProcess start(String mode, String url, String grace) throws Exception {
        return ChildProcess.start(
                folder, QueueApp.class, mode, "--port", "0", "--database.url", url, "--stop.grace", grace);
    }

    /** Sends the requests in turn; the last one's answer waits for room in the queue. */
    private static Wire[] order(ChildProcess child) throws Exception {
        Wire[] wires = new Wire[ITEMS];
        for (int n = 0; n < ITEMS; n++) {
            wires[n] = new Wire(child.port());
            wires[n].send("POST", "/item-" + n, "");
            if (n == 0) {
                child.hasSaid(Pattern.compile("begun item-0"));
            }
            if (n < ITEMS - 1) {
                wires[n].until("HTTP/1.1 200 ");
            } else {
                child.hasSaid(Pattern.compile("ordered item-" + n));
            }
        }
        return wires;
    }

    @ParameterizedTest
    @EnumSource
    void works_on_all_of_them_and_serves_the_request_that_waits_for_room(TestDatabase database) throws Exception {
        String url = url(database);
        try (ChildProcess child = start("drain", url, "60s")) {
            Wire[] wires = order(child);
            child.terminate();
            child.tell("go on");

            assertThat(wires[ITEMS - 1].rest()).startsWith("HTTP/1.1 200 ");
            assertThat(child.exitCode()).as(child.said()).isZero();
            assertThat(child.said()).doesNotContain("ERROR");
            for (Wire wire : wires) {
                wire.close();
            }
        }
        assertThat(new Notes(url).all()).isEqualTo(expected(" served", " served"));
    }

    @ParameterizedTest
    @EnumSource
    void hands_back_what_was_not_begun_and_what_took_longer_than_the_grace(TestDatabase database) throws Exception {
        String url = url(database);
        try (ChildProcess child = start("back", url, "300ms")) {
            Wire[] wires = order(child);
            child.terminate();

            assertThat(child.exitCode()).as(child.said()).isZero();
            assertThat(child.said()).contains("5 items of queue \"pass\" went to the hook of handBack");
            for (Wire wire : wires) {
                wire.close();
            }
        }
        assertThat(new Notes(url).all()).isEqualTo(expected(" back", " back"));
    }

    @ParameterizedTest
    @EnumSource
    void names_what_was_left_when_nobody_takes_it_back(TestDatabase database) throws Exception {
        try (ChildProcess child = start("drain", url(database), "300ms")) {
            Wire[] wires = order(child);
            child.terminate();

            assertThat(child.exitCode()).as(child.said()).isZero();
            assertThat(child.said())
                    .contains("5 items of queue \"pass\" had not been worked on when the application stopped, and are"
                            + " lost to it: item-0, item-1, item-2, item-3, item-4.");
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }
}
