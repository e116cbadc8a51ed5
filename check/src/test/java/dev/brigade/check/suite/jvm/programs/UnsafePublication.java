package dev.brigade.check.suite.jvm.programs;

/** The configuration, which is loaded again while requests read it. */
public final class UnsafePublication {
    private UnsafePublication() {}

    /** A request may see the new object before its fields. */
    public static final class Broken {
        private Config config = new Config("old", 1);

        public void reload() {
            config = new Config("new", 2);
        }

        public String describe() {
            Config seen = config;
            return seen.name + " " + seen.version;
        }
    }

    /** The reference is volatile. */
    public static final class Fixed {
        private volatile Config config = new Config("old", 1);

        public void reload() {
            config = new Config("new", 2);
        }

        public String describe() {
            Config seen = config;
            return seen.name + " " + seen.version;
        }
    }

    private static final class Config {
        private String name;
        private int version;

        Config(String name, int version) {
            this.name = name;
            this.version = version;
        }
    }
}
