package dev.brigade.bench.http;

import dev.brigade.bench.subject.Parent;

/** The main class of a server that is measured. */
final class HttpProcess {
    private HttpProcess() {}

    public static void main(String... args) {
        Parent.serve(HttpSubject.valueOf(args[0]).start());
    }
}
