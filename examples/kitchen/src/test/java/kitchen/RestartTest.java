package kitchen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.ChildProcess;
import dev.brigade.web.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kitchen that ends and opens again, with its database in a file. */
class RestartTest {
    @TempDir
    Path folder;

    private String url() {
        return "jdbc:h2:" + folder.resolve("kitchen");
    }

    private ChildProcess kitchenThatTakesItsTime(String baking) throws Exception {
        return ChildProcess.start(
                folder,
                Kitchen.class,
                "--port",
                "0",
                "--database.url",
                url(),
                "--kitchen.heating",
                "1ms",
                "--kitchen.baking",
                baking);
    }

    private Server quickKitchen() {
        return Kitchen.app()
                .start("--port", "0", "--database.url", url(), "--kitchen.heating", "1ms", "--kitchen.baking", "1ms");
    }

    @Test
    void orders_that_were_not_served_when_it_was_killed_are_served_after_the_restart() throws Exception {
        List<Order> ordered = new ArrayList<>();
        try (ChildProcess child = kitchenThatTakesItsTime("1h");
                Guest guest = new Guest(child.port())) {
            ordered.add(guest.ordersOne("lasagne"));
            guest.sees(ordered.getFirst().id(), Order.State.cooking);
            ordered.add(guest.ordersOne("quiche"));
            ordered.add(guest.ordersOne("lasagne"));
        } // which kills it
        try (Server server = quickKitchen();
                Guest guest = new Guest(server.port())) {
            for (Order order : ordered) {
                guest.sees(order.id(), Order.State.served);
            }
            assertThat(guest.portions("lasagne")).isEqualTo(18);
        }
    }

    @Test
    void what_is_in_the_oven_when_it_is_told_to_end_is_served_first_and_the_rest_after_the_restart() throws Exception {
        Order inOven;
        Order waiting;
        try (ChildProcess child = kitchenThatTakesItsTime("2s");
                Guest guest = new Guest(child.port())) {
            inOven = guest.ordersOne("lasagne");
            guest.sees(inOven.id(), Order.State.cooking);
            waiting = guest.ordersOne("quiche");
            child.terminate();
            assertThat(child.exitCode()).as(child.said()).isZero();
        }
        assertThat(Databases.number(url(), "select count(*) from orders where served and id = " + inOven.id()))
                .isOne();
        try (Server server = quickKitchen();
                Guest guest = new Guest(server.port())) {
            guest.sees(inOven.id(), Order.State.served);
            guest.sees(waiting.id(), Order.State.served);
        }
    }
}
