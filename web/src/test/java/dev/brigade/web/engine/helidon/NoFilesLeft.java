package dev.brigade.web.engine.helidon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that serves, then has no file left that it may open, and at a word of its parent has some again. */
final class NoFilesLeft {
    private NoFilesLeft() {}

    public static void main(String... args) throws IOException {
        try (Served served = new Served(AnswersTest.ECHO_LINE)) {
            try (Client warm = served.client()) { // all classes are there
                warm.send(AnswersTest.GET).answer();
            }
            List<InputStream> taken = takeAll();
            System.out.println("port " + served.engine.port());
            System.in.read();
            for (InputStream file : taken) {
                file.close();
            }
            System.in.read();
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
