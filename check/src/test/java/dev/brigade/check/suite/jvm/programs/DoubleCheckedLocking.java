package dev.brigade.check.suite.jvm.programs;

/** Settings that are read when they are first needed. */
public final class DoubleCheckedLocking {
    private DoubleCheckedLocking() {}

    /** The first check sees a reference before what it refers to. */
    public static final class Broken {
        private Settings settings;

        @SuppressWarnings("DoubleCheckedLocking") // the bug
        public int port() {
            if (settings == null) {
                synchronized (this) {
                    if (settings == null) {
                        settings = new Settings();
                    }
                }
            }
            return settings.port;
        }
    }

    /** The field is volatile. */
    public static final class Fixed {
        private volatile Settings settings;

        public int port() {
            if (settings == null) {
                synchronized (this) {
                    if (settings == null) {
                        settings = new Settings();
                    }
                }
            }
            return settings.port;
        }
    }

    private static final class Settings {
        private int port;

        Settings() {
            port = 8080;
        }
    }
}
