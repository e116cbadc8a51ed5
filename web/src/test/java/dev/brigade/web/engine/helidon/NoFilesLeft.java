package dev.brigade.web.engine.helidon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process that serves, then has no file left that it may open, and at a word of its parent has some again. */
final class NoFilesLeft {
    private NoFilesLeft() {}

    public static void main(String... args) throws IOException, InterruptedException {
        // the first client stays: its connection's file would be free again a moment after it has gone, and be taken by
        // the next
        try (Served served = new Served(AnswersTest.ECHO_LINE);
                Client first = served.client()) {
            System.out.println("pollers " + pollers());
            first.send(AnswersTest.GET).answer(); // all classes are there
            List<InputStream> taken = takeAll();
            System.out.println("port " + served.engine.port());
            System.in.read();
            for (InputStream file : taken) {
                file.close();
            }
            System.in.read();
        }
    }

    /** How many files the JDK has open for virtual threads that wait at sockets; it opens them for the first, and a failure would be for good. */
    private static long pollers() throws IOException {
        Path files = Path.of("/proc/self/fd");
        if (!Files.exists(files)) { // no Linux
            return 1;
        }
        try (Stream<Path> all = Files.list(files)) {
            return all.filter(NoFilesLeft::polls).count();
        }
    }

    private static boolean polls(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().contains("eventpoll");
        } catch (IOException closed) {
            return false;
        }
    }

    private static List<InputStream> takeAll() {
        List<InputStream> taken = new ArrayList<>();
        while (true) {
            try {
                taken.add(Files.newInputStream(Path.of("/dev/null")));
            } catch (IOException none) {
                return taken;
            }
        }
    }
}
