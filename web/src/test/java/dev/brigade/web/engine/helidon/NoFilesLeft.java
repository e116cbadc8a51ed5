package dev.brigade.web.engine.helidon;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that serves, then has no file left that it may open, and at a word of its parent has some again. */
final class NoFilesLeft {
    private NoFilesLeft() {}

    public static void main(String... args) throws IOException, InterruptedException {
        try (Served served = new Served(AnswersTest.ECHO_LINE)) {
            try (Client warm = served.client()) { // all classes are there
                warm.send(AnswersTest.GET).answer();
            }
            waitAtASocket();
            List<InputStream> taken = takeAll();
            System.out.println("port " + served.engine.port());
            System.in.read();
            for (InputStream file : taken) {
                file.close();
            }
            System.in.read();
        }
    }

    /** The first virtual thread that waits at a socket makes the JDK open files for all that follow; a failure would be for good. */
    private static void waitAtASocket() throws IOException, InterruptedException {
        try (ServerSocket listening = new ServerSocket(0);
                Socket one = new Socket("localhost", listening.getLocalPort());
                Socket other = listening.accept()) {
            Thread reads = Thread.ofVirtual().start(() -> {
                try {
                    one.getInputStream().read();
                } catch (IOException closed) {
                    // as it should be
                }
            });
            while (reads.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            other.getOutputStream().write(1);
            reads.join();
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
