package dev.brigade.check.suite.jvm.programs;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A client that sends headers with each request. */
public final class SharedHeaders {
    private SharedHeaders() {}

    /** All requests have the one map: one goes out with the name of the other's user. */
    public static final class Broken {
        private final Map<String, String> headers = new ConcurrentHashMap<>(Map.of("Accept", "text/html"));

        public String get(String user) {
            headers.put("X-User", user);
            return send(headers);
        }
    }

    /** Each request has its own. */
    public static final class Fixed {
        private final Map<String, String> headers = Map.of("Accept", "text/html");

        public String get(String user) {
            Map<String, String> own = new TreeMap<>(headers);
            own.put("X-User", user);
            return send(own);
        }
    }

    private static String send(Map<String, String> headers) {
        return "GET / as " + headers.get("X-User");
    }
}
