package dev.brigade.bench.load;

import dev.brigade.bench.subject.Parent;
import java.io.IOException;

/** The main class of the process that makes the load: an {@link Order} a line. */
final class LoadProcess {
    static final String WRONG = "wrong ";

    private LoadProcess() {}

    public static void main(String... args) {
        Parent parent = new Parent();
        for (var line = parent.hear(); line.isPresent(); line = parent.hear()) {
            try {
                parent.say(ClosedLoop.run(Order.of(line.get())).line());
            } catch (IOException | LoadException e) {
                parent.say(WRONG + onOneLine(String.valueOf(e.getMessage())));
            }
        }
    }

    static String onOneLine(String text) {
        return text.replaceAll("\\R", " | ");
    }
}
