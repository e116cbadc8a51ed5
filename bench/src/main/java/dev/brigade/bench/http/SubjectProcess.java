package dev.brigade.bench.http;

import dev.brigade.bench.process.Parent;

/** The main class of a server that is measured: says its port, and ends when its parent does. */
final class SubjectProcess {
    private SubjectProcess() {}

    public static void main(String... args) {
        Parent parent = new Parent();
        parent.say(String.valueOf(Subject.valueOf(args[0]).start()));
        while (parent.hear().isPresent()) {
            // there is nothing more to be said
        }
        System.exit(0);
    }
}
