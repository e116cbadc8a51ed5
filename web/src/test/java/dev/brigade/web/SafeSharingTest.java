package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.audit.Verdict;
import org.junit.jupiter.api.Test;

/** What threads may share, and how little is said of it. */
class SafeSharingTest {
    @Test
    void what_can_not_change_is_not_worth_a_line() {
        assertThat(Audited.text("""
                class Shop {
                    record Dish(String name, List<String> of, Optional<LocalDate> since) {}
                    enum Size { SMALL, LARGE }
                    private static final Pattern NAME = Pattern.compile("[a-z]+");
                    private static final Object MONITOR = new Object();
                    private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger("shop");
                    static App app() {
                        var app = App.named("shop");
                        var soup = new Dish("soup", List.of("water"), Optional.of(LocalDate.EPOCH));
                        var sizes = Map.of(Size.SMALL, 1, Size.LARGE, 2);
                        var open = app.setting("shop.open", Boolean.class, true, "whether it is");
                        app.get("/", rq -> NAME.matcher(soup.name()).matches() && open.value() ? soup : sizes);
                        app.get("/log", rq -> { LOG.info("{}", Size.SMALL); synchronized (MONITOR) { return "logged"; } });
                        return app;
                    }
                }
                """)).isEqualTo("The threads of shop share nothing that can change.\n");
    }

    @Test
    void what_is_made_for_threads_is_listed() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        var prices = new ConcurrentHashMap<String, Integer>();
                        var visits = new AtomicLong();
                        var names = Collections.synchronizedMap(new HashMap<String, String>());
                        app.get("/", rq -> visits.incrementAndGet() + prices.size() + names.size());
                        return app;
                    }
                }
                """.replace("AtomicLong", "java.util.concurrent.atomic.AtomicLong")))
                .isEqualTo("""
                What the threads of shop share

                safe  AtomicLong                   GET / → captured "visits" (Shop.java:8)
                safe  ConcurrentHashMap            GET / → captured "prices" (Shop.java:8)
                safe  Collections.SynchronizedMap  GET / → captured "names" (Shop.java:8)
                                                   (each call is safe by itself; hold synchronized (it) to iterate, or to look and then change)

                0 not safe, 0 unknown, 0 guarded, 3 safe
                """);
    }

    @Test
    void a_map_that_is_filled_once_and_then_only_read() {
        assertThat(Audited.text("""
                class Shop {
                    private static final Map<String, Integer> PRICES = new HashMap<>();
                    static {
                        PRICES.put("soup", 3);
                    }
                    static App app() {
                        var days = new String[] {"Monday"};
                        return App.named("shop", app -> app.get("/", rq -> {
                            for (var price : PRICES.entrySet()) if (price.getValue() > 2) return price.getKey();
                            return PRICES.getOrDefault(days[0], 0);
                        }));
                    }
                }
                """))
                .contains("(only read once it was filled; Map.copyOf(…) would make sure of that)")
                .contains("(only read once it was filled; List.of(…) would make sure of that)")
                .contains("0 not safe, 0 unknown, 0 guarded, 2 safe");
    }

    @Test
    void a_field_that_only_lacks_the_word_final() {
        assertThat(Audited.text("""
                class Shop {
                    static class Menu {
                        private String soup;
                        Menu(String soup) { this.soup = soup; }
                    }
                    static App app() {
                        var menu = new Menu("tomato");
                        return App.named("shop", app -> app.get("/", rq -> menu.soup));
                    }
                }
                """))
                .contains("Shop.Menu.soup")
                .contains("(never written once it is made; make it final)")
                .contains("0 not safe");
    }

    @Test
    void what_the_factory_itself_sets_before_the_first_request() {
        assertThat(Audited.text("""
                class Shop {
                    static String motto;
                    static App app() {
                        motto = "fresh";
                        return App.named("shop", app -> app.get("/", rq -> motto));
                    }
                }
                """)).contains("0 not safe");
    }

    @Test
    void a_volatile_field_comes_with_a_note() {
        assertThat(Audited.text("""
                class Shop {
                    static volatile boolean open;
                    static App app() {
                        return App.named("shop", app -> app.post("/", rq -> open = !rq.path().isEmpty()));
                    }
                }
                """))
                .contains("(volatile: one read or one write is safe; to look at it and then write it is not)");
    }

    @Test
    void a_type_of_which_nothing_is_known_is_not_called_unsafe() {
        try (Audited audited = Audited.of("""
                class Shop {
                    static App app() {
                        var clock = new org.assertj.core.api.SoftAssertions();
                        return App.named("shop", app -> app.get("/", rq -> clock.wasSuccess()));
                    }
                }
                """)) {
            assertThat(audited.report().isSafe()).isTrue();
            assertThat(audited.report().with(Verdict.UNKNOWN))
                    .singleElement()
                    .satisfies(
                            finding -> assertThat(finding.what() + ": " + finding.why())
                                    .isEqualTo(
                                            "SoftAssertions: a library's; its documentation says whether threads may share it"));
        }
    }
}
