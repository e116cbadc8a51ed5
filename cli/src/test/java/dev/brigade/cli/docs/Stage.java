package dev.brigade.cli.docs;

import java.util.regex.Pattern;

/** What pieces of code take for granted: an application that is built, a request that is answered, classes of the reader's. */
final class Stage {
    static final String IMPORTS = """
            import static dev.brigade.check.DatabaseProduct.*;
            import static org.assertj.core.api.Assertions.assertThat;
            import dev.brigade.check.*;
            import dev.brigade.data.*;
            import dev.brigade.data.options.*;
            import dev.brigade.jobs.*;
            import dev.brigade.metrics.*;
            import dev.brigade.threads.*;
            import dev.brigade.threads.guard.*;
            import dev.brigade.web.*;
            import dev.brigade.web.cookies.*;
            import dev.brigade.web.errors.*;
            import jakarta.validation.constraints.*;
            import io.micrometer.core.instrument.Gauge;
            import io.micrometer.core.instrument.MeterRegistry;
            import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
            import java.nio.file.*;
            import java.sql.SQLException;
            import java.time.*;
            import java.util.*;
            import javax.sql.DataSource;
            import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
            """;

    /** Members of the class that the code stands in. */
    static final String MEMBERS = """
            App app = App.named("stage");
            Jobs jobs;
            Request rq;
            BoundedQueue<Ticket> pass;
            NewOrder wish = new NewOrder("quiche", 2);
            NewOrder order = wish;
            LocalDate day;
            String name;
            String node;

            static <T> T todo() { return null; }
            static boolean isCook(Request rq) { return true; }
            static long addOrder(Request rq) { return 1; }
            static int total(org.jdbi.v3.core.Handle db, long order) { return 1; }
            static Order order(Request rq, long id) { return new Order(id); }

            record Bill(long order) {}
            record Ticket(long order) {}
            record Dish(long id) {}
            record NewDish(String name) {}
            record NewOrder(String dish, int portions) {}
            record Order(long id) {}
            record User(long id) {}
            record SignIn(String name, String password) {}
            static class Guests {}
            static class Kitchen { static App app() { return App.named("kitchen"); } }
            static class Orders { static Order add(Request rq, Object wish) { return new Order(1); } }
            static class Dishes { static Dish add(Request rq, NewDish dish) { return new Dish(1); } }
            static class Users { static Optional<User> find(Request rq, SignIn who) { return Optional.empty(); } }
            static class Thumbnails { static byte[] of(byte[] image) { return image; } }
            static class Staff { static boolean isSignedIn(Request rq) { return true; } }
            static class Menu { static int load(Work work, Path file) { return 0; } }
            static class Account { void withdraw(int amount) {} }
            static class Booking { Booking(DataSource source) {} void book() {} }
            static class Shop { Shop(DataSource source) {} void buy() {} }
            static class Bank {
                static final String TABLE = "";
                Bank(DataSource source) {}
                void withdraw() {}
                int withdraw(int account, int amount) { return 0; }
                int transfer(int from, int to, int amount) { return 0; }
            }
            """;

    private static final Pattern DECLARED = Pattern.compile("(?m)^(?:record|class) (\\w+)");

    private Stage() {}

    /** The {@link #MEMBERS} that {@code code} does not declare itself. */
    static String withoutThoseIn(String code) {
        return DECLARED.matcher(code)
                .results()
                .map(declared -> declared.group(1))
                .reduce(
                        MEMBERS,
                        (members, name) -> members.replaceAll("(?m)^(?:record|static class) " + name + "\\b.*$", ""));
    }
}
