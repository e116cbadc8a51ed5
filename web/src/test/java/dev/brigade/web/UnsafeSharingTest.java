package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What threads share but must not, and how the report says so. */
class UnsafeSharingTest {
    @Test
    void a_map_that_handlers_capture() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        var prices = new HashMap<String, Integer>();
                        app.get("/prices/{dish}", rq -> prices.get(rq.path("dish")));
                        app.post("/prices/{dish}", rq -> {
                            prices.put(rq.path("dish"), 1);
                            return "set";
                        });
                        return app;
                    }
                }
                """)).isEqualTo("""
                What the threads of shop share

                NOT SAFE  HashMap
                  from     GET /prices/{dish} → captured "prices" (Shop.java:6)
                           POST /prices/{dish} → captured "prices" (Shop.java:7)
                  because  threads that change it at once lose what the other wrote, and who reads meanwhile may see it half changed; used without a lock in Shop.java:6, 8
                  instead  ConcurrentHashMap, or one lock around every use

                1 not safe, 0 unknown, 0 guarded, 0 safe
                """);
    }

    @Test
    void a_counter_of_an_object_whose_method_is_the_handler() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        var visits = new Visits();
                        app.get("/", visits::count);
                        return app;
                    }
                }
                class Visits {
                    private int count;
                    Object count(Request rq) {
                        count++;
                        return count;
                    }
                }
                """)).isEqualTo("""
                What the threads of shop share

                NOT SAFE  Visits.count
                  from     GET / → object of Visits::count (Shop.java:6)
                  because  written in Shop.java:13, read in Shop.java:14, without a lock
                  instead  AtomicInteger, or one lock around every read and write

                1 not safe, 0 unknown, 0 guarded, 0 safe
                """);
    }

    @Test
    void static_fields_of_any_class_that_the_code_mentions() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        return App.named("shop", app -> app.get("/", rq -> Cache.of(rq.path())));
                    }
                }
                class Cache {
                    static final Map<String, String> PAGES = new HashMap<>();
                    static final SimpleDateFormat DAY = new SimpleDateFormat("yyyy-MM-dd");
                    static String last = "";
                    static String of(String path) {
                        last = path;
                        return PAGES.computeIfAbsent(path, _ -> DAY.format(new java.util.Date()));
                    }
                }
                """.replace("SimpleDateFormat", "java.text.SimpleDateFormat")))
                .contains("""
                NOT SAFE  HashMap
                  from     static Cache.PAGES
                """)
                .contains("""
                NOT SAFE  SimpleDateFormat
                  from     static Cache.DAY
                  because  threads that format at once get each other's dates; used without a lock in Shop.java:13
                  instead  java.time.format.DateTimeFormatter, which is immutable
                """)
                .contains("""
                NOT SAFE  Cache.last
                  from     static Cache.last
                  because  written in Shop.java:12, without a lock
                  instead  AtomicReference, or one lock around every read and write
                """)
                .contains("3 not safe");
    }

    @Test
    void what_belongs_to_one_request_and_is_kept() {
        assertThat(Audited.text("""
                class Shop {
                    static dev.brigade.web.Request kept;
                    static java.sql.Connection connection;
                    static App app() {
                        return App.named("shop", app -> app.get("/", rq -> {
                            kept = rq;
                            connection = rq.connection();
                            return "";
                        }));
                    }
                }
                """)).contains("""
                NOT SAFE  Shop.kept
                  from     static Shop.kept
                  because  written in Shop.java:7, without a lock
                  instead  keep what was read, not this: it belongs to the thread of one request, and is of no use to others or after it
                """).doesNotContain("AtomicReference");
    }

    @Test
    void a_field_that_is_guarded_in_one_method_and_not_in_another() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        var stock = new Stock(app.lock("stock"));
                        app.post("/", rq -> { stock.take(); return "taken"; });
                        app.get("/", rq -> stock.left());
                        return app;
                    }
                }
                class Stock {
                    private final NamedLock lock;
                    private int left = 10;
                    Stock(NamedLock lock) { this.lock = lock; }
                    void take() {
                        try (var _ = lock.hold()) {
                            left--;
                        }
                    }
                    int left() {
                        return left;
                    }
                }
                """)).contains("""
                NOT SAFE  Stock.left
                  from     POST / → captured "stock" (Shop.java:6)
                           GET / → captured "stock" (Shop.java:7)
                  because  under lock "stock" elsewhere, but read in Shop.java:21 without it
                  instead  AtomicInteger, or one lock around every read and write
                """);
    }

    @Test
    void a_lock_that_is_let_go_before_the_end() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        var stock = new Stock();
                        app.post("/", rq -> stock.take());
                        return app;
                    }
                }
                class Stock {
                    private final Lock lock = new ReentrantLock();
                    private int left = 10;
                    int take() {
                        lock.lock();
                        try {
                            left--;
                        } finally {
                            lock.unlock();
                        }
                        return left;
                    }
                }
                """))
                .contains("because  under Stock.lock elsewhere, but read in Shop.java:20 without it");
    }

    @Test
    void a_lock_that_was_only_tried() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        var stock = new Stock();
                        app.post("/", rq -> stock.take());
                        return app;
                    }
                }
                class Stock {
                    private final Lock lock = new ReentrantLock();
                    private int left = 10;
                    int take() {
                        lock.tryLock();
                        return left--;
                    }
                }
                """)).contains("NOT SAFE  Stock.left");
    }

    @Test
    void a_lock_of_each_object_does_not_guard_what_all_share() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        var one = new Till();
                        var other = new Till();
                        app.post("/one", rq -> one.sell());
                        app.post("/other", rq -> other.sell());
                        return app;
                    }
                }
                class Till {
                    private static int sold;
                    synchronized int sell() {
                        return ++sold;
                    }
                }
                """)).contains("NOT SAFE  Till.sold");
    }

    @Test
    void a_volatile_counter_loses_counts() {
        assertThat(Audited.text("""
                class Shop {
                    static volatile long visits;
                    static App app() {
                        return App.named("shop", app -> app.get("/", rq -> ++visits));
                    }
                }
                """)).contains("NOT SAFE  Shop.visits").contains("""
                  because  volatile, but what is written was computed from what was read before, in Shop.java:5; what another thread wrote between the two is lost
                  instead  AtomicLong, LongAdder, or one lock around every read and write
                """);
    }

    @Test
    void an_array_that_is_written() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        int[] sold = new int[7];
                        app.post("/{day:int}", rq -> ++sold[rq.path("day", int.class)]);
                        return app;
                    }
                }
                """)).contains("""
                NOT SAFE  int[]
                  from     POST /{day:int} → captured "sold" (Shop.java:6)
                """);
    }

    @Test
    void what_a_method_hands_out_from_under_its_lock() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        var menu = new Menu();
                        app.get("/", rq -> menu.all().size());
                        app.post("/", rq -> menu.add("soup"));
                        return app;
                    }
                }
                class Menu {
                    private final List<String> dishes = new ArrayList<>();
                    synchronized boolean add(String dish) { return dishes.add(dish); }
                    synchronized List<String> all() { return dishes; }
                }
                """)).contains("""
                NOT SAFE  ArrayList
                  from     GET / → captured "menu" (Shop.java:6) → Menu.dishes
                  because  threads that change it at once lose what the other wrote, and who reads meanwhile may see it half changed; under synchronized (the Menu) elsewhere, but not in Shop.java:14
                """);
    }

    @Test
    void work_under_a_lock_that_runs_later_is_not_under_it() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        var stock = new Stock();
                        app.post("/", rq -> { stock.take(rq); return "taken"; });
                        return app;
                    }
                }
                class Stock {
                    private int left = 10;
                    synchronized void take(Request rq) {
                        rq.afterCommit(() -> left--);
                    }
                }
                """))
                .contains("NOT SAFE  Stock.left")
                .contains("because  written in Shop.java:13, without a lock");
    }

    @Test
    void consumers_filters_error_handlers_and_start_hooks_share_too() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        var log = new ArrayList<String>();
                        app.before(rq -> log.add("before"));
                        app.group("/admin", admin -> admin.after((rq, response) -> { log.add("after"); return response; }));
                        app.error(IllegalStateException.class, (rq, e) -> log.add("error"));
                        app.consume(app.queue("pass", String.class, 9), 2, (work, item) -> log.add(item));
                        app.onStart(work -> log.add("start"));
                        return app;
                    }
                }
                """)).contains("""
                NOT SAFE  ArrayList
                  from     filter → captured "log" (Shop.java:6)
                           filter of /admin → captured "log" (Shop.java:7)
                           error handler of IllegalStateException → captured "log" (Shop.java:8)
                           and 2 more ways
                """);
    }

    @Test
    void a_transaction_that_is_kept() {
        assertThat(Audited.text("""
                class Shop {
                    static Connection kept;
                    static App app() throws Exception {
                        kept = DriverManager.getConnection("jdbc:h2:mem:kept");
                        return App.named("shop", app -> app.get("/", rq -> kept.getSchema()));
                    }
                }
                """)).contains("because  it is one transaction; other threads would work in it");
    }
}
