package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.audit.Finding;
import dev.brigade.web.audit.Verdict;
import org.junit.jupiter.api.Test;

/** How the report says by which way something is reached. */
class SharedWaysTest {
    private static Finding onlyUnsafe(String source) {
        try (Audited audited = Audited.of(source)) {
            assertThat(audited.report().with(Verdict.NOT_SAFE)).hasSize(1);
            return audited.report().with(Verdict.NOT_SAFE).getFirst();
        }
    }

    @Test
    void through_records_lists_maps_and_optionals() {
        assertThat(onlyUnsafe("""
                class Shop {
                    record Menu(List<Map<String, Optional<Dish>>> days) {}
                    static class Dish { StringBuilder text; Dish(StringBuilder text) { this.text = text; } }
                    static App app() {
                        var menu = new Menu(List.of(Map.of("soup", Optional.of(new Dish(new StringBuilder())))));
                        return App.named("shop", app -> app.get("/", rq ->
                            menu.days().getFirst().get("soup").orElseThrow().text.append("!").length()));
                    }
                }
                """).ways())
                .containsExactly(
                        "GET / → captured \"menu\" (Shop.java:7) → Menu.days → an element → a value → the value → Dish.text"
                                .replace("Menu.", "Shop.Menu.")
                                .replace("Dish.", "Shop.Dish."));
    }

    @Test
    void through_lambdas_within_lambdas() {
        assertThat(onlyUnsafe("""
                class Shop {
                    static App app() {
                        var seen = new HashSet<String>();
                        java.util.function.Predicate<String> isNew = name -> seen.add(name);
                        return App.named("shop", app -> app.get("/", rq -> isNew.test(rq.path())));
                    }
                }
                """).ways())
                .containsExactly("GET / → captured \"isNew\" (Shop.java:6) → captured \"seen\" (Shop.java:5)");
    }

    @Test
    void through_what_an_anonymous_class_captures() {
        assertThat(onlyUnsafe("""
                class Shop {
                    static App app() {
                        var seen = new HashSet<String>();
                        return App.named("shop", app -> app.get("/", new Handler() {
                            public Object handle(Request rq) { return seen.add(rq.path()); }
                        }));
                    }
                }
                """).ways()).containsExactly("GET / → captured \"seen\"");
    }

    @Test
    void a_method_of_a_library_as_the_handler() {
        assertThat(onlyUnsafe("""
                class Shop {
                    static App app() {
                        var seen = new HashSet<Object>();
                        return App.named("shop", app -> app.get("/", seen::add));
                    }
                }
                """).ways()).containsExactly("GET / → object of HashSet::add (Shop.java:5)");
    }

    @Test
    void objects_that_refer_to_each_other_are_looked_at_once() {
        assertThat(onlyUnsafe("""
                class Shop {
                    static class Table {
                        final List<Table> beside = new CopyOnWriteArrayList<>();
                        Object[] self = {this};
                        int guests;
                        int seat() { return ++guests; }
                    }
                    static App app() {
                        var one = new Table();
                        var other = new Table();
                        one.beside.add(other);
                        other.beside.add(one);
                        one.beside.add(one);
                        return App.named("shop", app -> app.get("/", rq -> one.seat()));
                    }
                }
                """)).satisfies(finding -> {
            assertThat(finding.what()).isEqualTo("Shop.Table.guests");
            assertThat(finding.ways().getFirst()).isEqualTo("GET / → captured \"one\" (Shop.java:15)");
        });
    }

    @Test
    void many_of_a_kind_are_one_finding() {
        assertThat(onlyUnsafe("""
                class Shop {
                    static class Table { int guests; }
                    static App app() {
                        var tables = Stream.generate(Table::new).limit(50).toList();
                        return App.named("shop", app -> app.get("/", rq -> ++tables.get(0).guests));
                    }
                }
                """).count()).isEqualTo(50);
    }

    @Test
    void handlers_that_look_alike_are_told_apart_by_where_they_were_handed_over() {
        assertThat(Audited.text("""
                class Shop {
                    static App app() {
                        var app = App.named("shop");
                        var first = new ArrayList<String>();
                        var second = new ArrayList<String>();
                        app.get("/first", rq -> first.add("a")); app.get("/second", rq -> second.size());
                        return app;
                    }
                }
                """))
                .contains("""
                  from     GET /first → captured "first" (Shop.java:7)
                """)
                .contains("safe  ArrayList  GET /second → captured \"second\" (Shop.java:7)")
                .contains("1 not safe");
    }

    @Test
    void classes_without_debugging_information_still_have_ways() {
        try (Audited audited = Audited.of("""
                class Shop {
                    static App app() {
                        var seen = new HashSet<String>();
                        return App.named("shop", app -> app.get("/", rq -> seen.add(rq.path())));
                    }
                }
                """, "-g:none")) {
            assertThat(audited.report().with(Verdict.NOT_SAFE).getFirst().ways())
                    .containsExactly("GET / → captured a HashSet (Shop)");
        }
    }

    @Test
    void a_static_initialiser_that_fails_is_named() {
        assertThat(Audited.text("""
                class Shop {
                    static class Broken {
                        static final int ONE = Integer.parseInt("one");
                        static int one() { return ONE; }
                    }
                    static App app() {
                        return App.named("shop", app -> app.get("/", rq -> Broken.one()));
                    }
                }
                """))
                .contains("unknown  Shop.Broken  class Shop$Broken")
                .contains("its static initialiser failed: java.lang.NumberFormatException");
    }
}
