package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.ChildProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to end. */
class SigtermTest {
    private static final int REQUESTS = 50;

    @TempDir
    Path folder;

    /** The signal takes a moment to arrive; each connection until then is accepted, or reset while the socket closes. */
    private static void refusesConnections(int port) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() - deadline < 0) {
            try {
                new Wire(port).close();
            } catch (ConnectException e) {
                return;
            } catch (IOException e) {
                // not yet
            }
        }
        throw new AssertionError("It still takes connections");
    }

    @Test
    void requests_in_flight_get_their_answers_new_connections_are_refused_and_the_exit_code_is_0() throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, SlowApp.class, "--port", "0")) {
            int port = child.port();
            List<Wire> wires = new ArrayList<>();
            for (int n = 0; n < REQUESTS; n++) {
                Wire wire = new Wire(port);
                wire.send("GET", "/slow?n=" + n, "");
                wires.add(wire);
            }
            child.hasSaid(Pattern.compile("slow requests: " + REQUESTS + "\\b"));

            child.terminate();

            refusesConnections(port);
            assertThat(child.isRunning()).isTrue();
            child.hasSaid(Pattern.compile("Stopping: " + REQUESTS + " requests may take 30 s more"));
            child.tell("go on");
            for (int n = 0; n < REQUESTS; n++) {
                String answer = wires.get(n).rest();
                assertThat(answer)
                        .startsWith("HTTP/1.1 200 ")
                        .containsIgnoringCase("\r\nConnection: close\r\n")
                        .endsWith("\r\n\r\ndone " + n);
                wires.get(n).close();
            }
            assertThat(child.exitCode()).as(child.said()).isZero();
        }
    }

    @Test
    void one_that_still_starts_says_that_it_has_heard_the_signal() throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, SlowApp.class, "--port", "0", "--slow.start", "true")) {
            child.hasSaid(Pattern.compile("it starts"));

            child.terminate();

            child.hasSaid(Pattern.compile("Told to stop while it starts"));
            child.tell("go on");
            assertThat(child.exitCode()).as(child.said()).isZero();
        }
    }

    @Test
    void an_open_stream_of_events_ends_properly_long_before_the_grace_is_over() throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, SlowApp.class, "--port", "0", "--stop.grace", "10m");
                Wire wire = new Wire(child.port())) {
            wire.send("GET", "/events", "");
            wire.until("data: hello\n\n");

            child.terminate();

            assertThat(wire.rest()).endsWith("0\r\n\r\n"); // the last chunk: the stream is complete
            assertThat(child.exitCode()).as(child.said()).isZero();
        }
    }

    @Test
    void a_stream_that_has_begun_is_sent_to_its_end_also_if_the_terminal_is_closed() throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, SlowApp.class, "--port", "0");
                Wire wire = new Wire(child.port())) {
            wire.send("GET", "/stream", "");
            wire.until("begun");

            child.hangUp();
            refusesConnections(child.port());
            child.tell("go on");

            assertThat(wire.rest()).contains(" and ended").endsWith("0\r\n\r\n");
            assertThat(child.exitCode()).as(child.said()).isZero();
        }
    }

    @Test
    void an_endless_stream_is_interrupted_and_seen_to_be_incomplete_long_before_the_grace_is_over() throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, SlowApp.class, "--port", "0", "--stop.grace", "10m");
                Wire wire = new Wire(child.port())) {
            wire.send("GET", "/endless", "");
            wire.until("tick\n");

            child.terminate();

            assertThat(wire.rest()).doesNotEndWith("\r\n0\r\n\r\n");
            assertThat(child.exitCode()).as(child.said()).isZero();
            assertThat(child.said()).contains("since the server stops").doesNotContain("were cut off", "ERROR");
        }
    }

    @Test
    void what_does_not_end_within_the_grace_is_cut_off_and_said_and_the_exit_code_is_still_0() throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, SlowApp.class, "--port", "0", "--stop.grace", "100ms");
                Wire wire = new Wire(child.port())) {
            wire.send("GET", "/slow?n=1", "");
            child.hasSaid(Pattern.compile("slow requests: 1\\b"));

            child.terminate();

            assertThat(wire.rest()).isEmpty();
            assertThat(child.exitCode()).isZero();
            assertThat(child.said()).contains("were cut off");
        }
    }
}
