package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Finding;
import dev.brigade.web.App;
import dev.brigade.web.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What handlers return and threads share is read when it is made JSON or a page, by a library. */
class RenderedTest {
    private record Menu(List<String> starters, List<String> mains) {}

    private static Explored both(Consumer<App> routes) {
        return Explore.app(() -> App.named("menu", routes))
                .request("POST", "/")
                .request("GET", "/")
                .explore();
    }

    private static void finds(Anomaly anomaly, Explored explored) {
        assertThat(explored.finding().map(Finding::anomaly)).contains(anomaly);
    }

    @Test
    void a_list_that_grows_in_two_steps_is_rendered_in_between() {
        finds(Anomaly.TORN_UPDATE, both(app -> {
            List<String> dishes = new CopyOnWriteArrayList<>();
            app.post("/", _ -> {
                dishes.add("soup");
                dishes.add("bread");
                return "both";
            });
            app.get("/", _ -> dishes);
        }));
    }

    @Test
    void two_lists_of_a_record_are_rendered_one_after_the_other() {
        finds(Anomaly.TORN_UPDATE, both(app -> {
            Menu menu = new Menu(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
            app.post("/", _ -> {
                menu.mains().add("roast");
                menu.starters().add("soup");
                return "both";
            });
            app.get("/", _ -> menu);
        }));
    }

    @Test
    void a_map_and_what_it_counts_with_are_rendered_in_between() {
        finds(Anomaly.TORN_UPDATE, both(app -> {
            Map<String, AtomicInteger> portions =
                    new ConcurrentHashMap<>(Map.of("soup", new AtomicInteger(), "bread", new AtomicInteger()));
            app.post("/", _ -> {
                portions.get("soup").incrementAndGet();
                portions.get("bread").incrementAndGet();
                return "both";
            });
            app.get("/", _ -> portions);
        }));
    }

    @Test
    void an_array_is_rendered_in_between() {
        finds(Anomaly.DATA_RACE, both(app -> {
            int[] portions = {20, 20};
            app.post("/", _ -> {
                synchronized (portions) {
                    portions[0]--;
                }
                return "one less";
            });
            app.get("/", _ -> portions);
        }));
    }

    @Test
    void a_list_that_is_returned_from_under_its_lock_is_rendered_without() {
        finds(Anomaly.DATA_RACE, both(app -> {
            List<String> dishes = new ArrayList<>();
            app.post("/", _ -> {
                synchronized (dishes) {
                    dishes.add("soup");
                }
                return "one";
            });
            app.get("/", _ -> {
                synchronized (dishes) {
                    return dishes;
                }
            });
        }));
    }

    @Test
    void a_page_reads_what_it_is_given() {
        finds(Anomaly.TORN_UPDATE, both(app -> {
            List<String> dishes = new CopyOnWriteArrayList<>();
            app.post("/", _ -> {
                dishes.add("soup");
                dishes.add("bread");
                return "both";
            });
            app.get("/", _ -> View.of("dishes.html", "dishes", dishes));
        }));
    }

    @Test
    void what_was_copied_under_the_lock_is_proven() {
        Explored explored = both(app -> {
            List<String> dishes = new ArrayList<>();
            app.post("/", _ -> {
                synchronized (dishes) {
                    dishes.add("soup");
                    dishes.add("bread");
                }
                return "both";
            });
            app.get("/", _ -> {
                synchronized (dishes) {
                    return new ArrayList<>(dishes);
                }
            });
        });

        assertThat(explored.finding()).isEmpty();
        assertThat(explored.isComplete()).isTrue();
    }

    /** Its fields are public: no method of the application's is called to read them. */
    public static final class Account {
        public int balance;
        public final String owner = "ann";
    }

    private static void pays(App app, Account account) {
        app.post("/", _ -> {
            account.balance = 5;
            return "paid";
        });
    }

    @Test
    void public_fields_are_read_by_who_renders_them() {
        finds(Anomaly.DATA_RACE, both(app -> {
            Account account = new Account();
            pays(app, account);
            app.get("/", _ -> account);
        }));
        finds(Anomaly.DATA_RACE, both(app -> {
            Account account = new Account();
            pays(app, account);
            app.get("/", _ -> View.of("account.html", "account", account));
        }));
    }
}
