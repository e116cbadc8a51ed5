package dev.brigade.check.report;

import java.util.List;
import java.util.Map;

/** What was explored. */
public sealed interface Subject {

    /** For people. */
    String name();

    /**
     * Threads that a test makes.
     *
     * @param test class and method of the test, as {@code Class.getName} and a dot give it: {@code bank.CounterTest.two_adds};
     *     empty if it was no test
     */
    record Threads(String test) implements Subject {
        @Override
        public String name() {
            return test.isEmpty() ? "threads" : test;
        }

        /** The class of the test, without its package; empty if unknown. */
        public String simpleClass() {
            String code = test.substring(0, Math.max(0, test.lastIndexOf('.')));
            return code.substring(Math.max(code.lastIndexOf('.'), code.lastIndexOf('$')) + 1);
        }

        /** The method of the test; empty if unknown. */
        public String method() {
            return test.substring(test.lastIndexOf('.') + 1);
        }
    }

    /**
     * Requests to an application.
     *
     * @param factory class and method that build it, as {@code Class.getName} and a dot give it: {@code kitchen.Kitchen.app}
     * @param requests one for each thread, in their order
     */
    record Application(String factory, List<Call> requests) implements Subject {
        public Application {
            requests = List.copyOf(requests);
        }

        @Override
        public String name() {
            return factory;
        }
    }

    /**
     * A request.
     *
     * @param method such as {@code POST}
     * @param target path and query, percent-encoded
     * @param contentType of the body; empty if there is none
     * @param body a text, or empty
     * @param headers others, by name
     */
    record Call(String method, String target, String contentType, String body, Map<String, String> headers) {
        private static final String JSON = "application/json";

        public Call {
            headers = Map.copyOf(headers);
        }

        /** One with a JSON text, or none. */
        public Call(String method, String target, String json) {
            this(method, target, json.isEmpty() ? "" : JSON, json, Map.of());
        }

        /** Whether method, target and a JSON text say all of it. */
        boolean isPlain() {
            return headers.isEmpty() && (body.isEmpty() || contentType.equals(JSON));
        }
    }
}
