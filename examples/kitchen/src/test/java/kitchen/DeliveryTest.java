package kitchen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.jobs.JobOutcome;
import dev.brigade.jobs.Jobs;
import dev.brigade.web.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The delivery at night, a durable job. */
class DeliveryTest {

    @ParameterizedTest
    @EnumSource
    void in_the_morning_there_is_enough_of_each_dish(TestDatabase database) {
        AtomicReference<Jobs> jobs = new AtomicReference<>();
        try (Client guest = Kitchen.app(_ -> {}, jobs::set)
                .client(
                        "--database.url",
                        database.fresh().url(),
                        "--database.migrate",
                        "on",
                        "--check.examples",
                        "off")) {
            assertThat(guest.post("/orders", new NewOrder("lasagne", 7)).status())
                    .isEqualTo(201);
            jobs.get().runDue();
            assertThat(guest.get("/pantry/lasagne").json(Dish.class).portions()).isLessThan(20);

            assertThat(jobs.get().runDue(Instant.now().plus(Duration.ofDays(1))))
                    .hasSize(1)
                    .allMatch(JobOutcome::succeeded);

            assertThat(guest.get("/pantry/lasagne").json(Dish.class).portions()).isEqualTo(20);
            assertThat(guest.get("/pantry/moussaka").json(Dish.class).portions())
                    .isEqualTo(20);
        }
    }
}
