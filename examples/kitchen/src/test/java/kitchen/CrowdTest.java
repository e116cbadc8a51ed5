package kitchen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.web.Server;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many guests who want the same at the same moment. */
class CrowdTest {
    private static final int GUESTS = 400;
    private static final int STOCK = 100;

    @ParameterizedTest
    @EnumSource
    void of_400_who_order_the_same_dish_at_once_100_get_it_when_there_are_100(TestDatabase database) throws Exception {
        String url = database.fresh().url();
        try (Server server = Kitchen.app()
                        .start(
                                "--port",
                                "0",
                                "--database.url",
                                url,
                                "--database.migrate",
                                "on",
                                "--kitchen.baking",
                                "1ms",
                                "--kitchen.heating",
                                "1ms");
                Guest guest = new Guest(server.port())) {
            Databases.run(url, "update pantry set portions = " + STOCK + " where dish = 'lasagne'");

            List<HttpResponse<String>> answers = allAtOnce(() -> guest.orders("lasagne", 1));

            Map<Integer, Long> byStatus =
                    answers.stream().collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
            assertThat(byStatus).isEqualTo(Map.of(201, (long) STOCK, 409, (long) GUESTS - STOCK));
            assertThat(guest.portions("lasagne")).isZero();
            List<String> created = answers.stream()
                    .filter(answer -> answer.statusCode() == 201)
                    .map(answer -> answer.headers().firstValue("Location").orElseThrow())
                    .toList();
            assertThat(created).doesNotHaveDuplicates().hasSize(STOCK);
            for (String location : created) {
                guest.sees(Long.parseLong(location.substring(location.lastIndexOf('/') + 1)), Order.State.served);
            }
            assertThat(Databases.number(url, "select count(*) from orders")).isEqualTo(STOCK);
        }
    }

    private static List<HttpResponse<String>> allAtOnce(Callable<HttpResponse<String>> request) throws Exception {
        var here = new CountDownLatch(GUESTS);
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        try (ExecutorService guests = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < GUESTS; i++) {
                answers.add(guests.submit(() -> {
                    here.countDown();
                    here.await();
                    return request.call();
                }));
            }
        }
        List<HttpResponse<String>> received = new ArrayList<>();
        for (Future<HttpResponse<String>> answer : answers) {
            received.add(answer.get());
        }
        return received;
    }
}
