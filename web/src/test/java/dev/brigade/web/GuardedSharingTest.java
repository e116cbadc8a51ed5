package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Locks that are seen to guard what threads share. */
class GuardedSharingTest {
    private static final String APP = """
            class Shop {
                static App app() {
                    var app = App.named("shop");
                    var stock = new Stock(app.lock("stock"));
                    app.post("/", rq -> { stock.take(rq); return "taken"; });
                    app.get("/", rq -> stock.left());
                    return app;
                }
            }
            class Stock {
                private final NamedLock lock;
                Stock(NamedLock lock) { this.lock = lock; }
            """;

    private static void assertGuarded(String stock) {
        assertThat(Audited.text(APP + stock + "\n}"))
                .contains("guarded by lock \"stock\"  Stock.left")
                .contains("0 not safe");
    }

    @Test
    void lock_and_unlock_in_finally() {
        assertGuarded("""
                private int left = 10;
                void take(Request rq) throws Exception {
                    lock.lockInterruptibly();
                    try {
                        if (left == 0) throw new IllegalStateException();
                        left--;
                    } finally {
                        lock.unlock();
                    }
                }
                int left() {
                    lock.lock();
                    try {
                        return left;
                    } finally {
                        lock.unlock();
                    }
                }
                """);
    }

    @Test
    void hold_until_the_block_or_the_transaction_ends() {
        assertGuarded("""
                private int left = 10;
                void take(Request rq) throws Exception {
                    rq.hold(lock);
                    left--;
                }
                int left() {
                    try (var held = lock.hold()) {
                        return left;
                    }
                }
                """);
    }

    @Test
    void try_lock_where_it_succeeded() {
        assertGuarded("""
                private int left = 10;
                void take(Request rq) throws Exception {
                    if (!lock.tryLock(1, TimeUnit.SECONDS)) throw new IllegalStateException();
                    try {
                        left--;
                    } finally {
                        lock.unlock();
                    }
                }
                int left() {
                    boolean locked = lock.tryLock();
                    if (locked) {
                        int seen = left;
                        lock.unlock();
                        return seen;
                    }
                    return -1;
                }
                """);
    }

    @Test
    void private_methods_that_are_called_only_under_it() {
        assertGuarded("""
                private int left = 10;
                void take(Request rq) {
                    try (var _ = lock.hold()) {
                        change(-1);
                    }
                }
                int left() {
                    try (var _ = lock.hold()) {
                        change(0);
                        return now();
                    }
                }
                private void change(int by) { add(by); }
                private void add(int by) { left += by; }
                private int now() { return left; }
                """);
    }

    @Test
    void lambdas_that_run_there_and_then() {
        assertGuarded("""
                private int left = 10;
                void take(Request rq) {
                    try (var _ = lock.hold()) {
                        List.of(1, 2).forEach(n -> left -= n);
                    }
                }
                int left() {
                    try (var _ = lock.hold()) {
                        return Optional.of(1).map(one -> left).orElse(0);
                    }
                }
                """);
    }

    @Test
    void a_lock_that_is_let_go_and_taken_again() {
        assertGuarded("""
                private int left = 10;
                void take(Request rq) throws Exception {
                    lock.lock();
                    try {
                        while (left == 0) {
                            lock.unlock();
                            try {
                                Thread.sleep(1);
                            } finally {
                                lock.lock();
                            }
                        }
                        left--;
                    } finally {
                        lock.unlock();
                    }
                }
                int left() {
                    try (var _ = lock.hold()) { return left; }
                }
                """);
    }

    @Test
    void a_condition_that_is_awaited() {
        assertGuarded("""
                private int left = 0;
                private final Condition more = new ReentrantLock().newCondition();
                void take(Request rq) throws Exception {
                    lock.lock();
                    try {
                        while (left == 0) more.await();
                        left--;
                    } finally {
                        lock.unlock();
                    }
                }
                int left() {
                    try (var _ = lock.hold()) { return left; }
                }
                """);
    }

    @Test
    void synchronized_methods_and_blocks() {
        assertThat(Audited.text(APP + """
                    private int left = 10;
                    private long taken;
                    synchronized void take(Request rq) { left--; }
                    int left() {
                        synchronized (this) {
                            return left;
                        }
                    }
                }
                """)).contains("guarded by synchronized (the Stock)  Stock.left");
    }

    @Test
    void a_read_lock_for_reading_and_a_write_lock_for_writing() {
        String stock = """
                    private final ReadWriteLock both = new ReentrantReadWriteLock();
                    private int left = 10;
                    void take(Request rq) {
                        both.%s().lock();
                        try { left--; } finally { both.%s().unlock(); }
                    }
                    int left() {
                        both.readLock().lock();
                        try { return left; } finally { both.readLock().unlock(); }
                    }
                }
                """;
        assertThat(Audited.text(APP + stock.formatted("writeLock", "writeLock")))
                .contains("guarded by Stock.both  Stock.left");
        assertThat(Audited.text(APP + stock.formatted("readLock", "readLock"))).contains("NOT SAFE  Stock.left");
    }

    @Test
    void a_collection_whose_every_use_is_under_it() {
        assertThat(Audited.text(APP + """
                    private final Map<String, Integer> left = new HashMap<>();
                    void take(Request rq) {
                        try (var _ = lock.hold()) { left.merge("soup", -1, Integer::sum); }
                    }
                    int left() {
                        try (var _ = lock.hold()) { return left.getOrDefault("soup", 0); }
                    }
                }
                """))
                .contains("guarded by lock \"stock\"  HashMap")
                .contains("0 not safe");
    }

    @Test
    void a_lock_and_a_collection_that_handlers_capture_together() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        var orders = new ArrayList<String>();
                        var lock = app.lock("orders");
                        app.get("/", rq -> {
                            try (var _ = lock.hold()) { return List.copyOf(orders); }
                        });
                        app.post("/", rq -> {
                            rq.hold(lock);
                            orders.add("soup");
                            return "ordered";
                        });
                        return app;
                    }
                }
                """))
                .contains("guarded by lock \"orders\"  ArrayList")
                .contains("0 not safe");
    }

    @Test
    void a_lock_and_an_object_that_handlers_capture_together() {
        assertThat(Audited.text("""
                class Shop {
                    static class Stats { int visits; }
                    static App app() {
                        var app = App.named("shop");
                        var stats = new Stats();
                        var lock = app.lock("stats");
                        app.get("/", rq -> {
                            lock.lock();
                            try { return ++stats.visits; } finally { lock.unlock(); }
                        });
                        return app;
                    }
                }
                """))
                .contains("guarded by lock \"stats\"  Shop.Stats.visits")
                .contains("0 not safe");
    }

    @Test
    void an_object_that_is_reached_only_under_it() {
        assertThat(Audited.text(APP + """
                    private final Map<String, Shelf> shelves = new HashMap<>();
                    void take(Request rq) {
                        try (var _ = lock.hold()) { shelves.computeIfAbsent("soup", _ -> new Shelf()).take(); }
                    }
                    int left() {
                        try (var _ = lock.hold()) { return shelf.left; }
                    }
                    private final Shelf shelf = new Shelf();
                }
                class Shelf {
                    int left = 10;
                    void take() { left--; }
                }
                """))
                .contains("guarded by lock \"stock\"  Shelf.left")
                .contains("0 not safe");
    }

    @Test
    void a_volatile_field_that_is_written_under_it() {
        assertThat(Audited.text(APP + """
                    private volatile int left = 10;
                    synchronized void take(Request rq) { left--; }
                    int left() { return left; }
                }
                """))
                .contains("(volatile, and written under synchronized (the Stock))")
                .contains("0 not safe");
    }
}
