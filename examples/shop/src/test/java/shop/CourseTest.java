package shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.AppExploration;
import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import dev.brigade.web.App;
import dev.brigade.web.Example;
import dev.brigade.web.Route;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each lesson says is what the explorer finds: the naive way is wrong by that name, the other is proved right. */
class CourseTest {

    static List<Lesson> lessons() {
        return Shop.LESSONS;
    }

    /** Two customers press at once: the first example of the route, and the last. */
    private static AppExploration two(String path) {
        Route route = route(path);
        List<Example> examples = route.examples();
        return Explore.app(Shop::app).request(examples.getFirst()).request(examples.getLast());
    }

    private static Route route(String path) {
        App app = Shop.app();
        return app.routes().stream()
                .filter(route -> route.method().equals("POST") && route.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void the_naive_way_is_wrong_by_the_name_that_the_lesson_gives(Lesson lesson) {
        Explored explored =
                withItemInCart(lesson, two("/naive/" + lesson.path())).explore();

        assertThat(explored.finding().map(finding -> finding.anomaly().text()))
                .as(explored.report())
                .contains(lesson.anomaly());
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void the_right_way_is_proved(Lesson lesson) {
        Explored explored = withItemInCart(lesson, two("/" + lesson.path())).verify();

        assertThat(explored.isComplete()).as(explored.report()).isTrue();
    }

    /** With an empty cart a checkout has nothing to do; wrong is what another customer puts in meanwhile. */
    private static AppExploration withItemInCart(Lesson lesson, AppExploration exploration) {
        return lesson.equals(Checkout.LESSON)
                ? exploration.given(db -> db.execute("insert into cart_item (product, price) values ('cup', 9)"))
                : exploration;
    }

    @Test
    void what_is_put_into_the_cart_during_a_naive_checkout_is_packed_and_not_charged() {
        Explored explored = Explore.app(Shop::app)
                .request(route("/cart").examples().getFirst())
                .request(route("/naive/checkout").examples().getFirst())
                .explore();

        assertThat(explored.finding().map(finding -> finding.anomaly().text()))
                .as(explored.report())
                .contains("phantom");
    }

    @Test
    void what_is_put_into_the_cart_during_a_checkout_stays_there() {
        Explored explored = Explore.app(Shop::app)
                .request(route("/cart").examples().getFirst())
                .request(route("/checkout").examples().getFirst())
                .verify();

        assertThat(explored.isComplete()).as(explored.report()).isTrue();
    }

    @Test
    void each_naive_route_says_that_it_is_wrong_on_purpose() {
        assertThat(Shop.app().routes().stream().filter(route -> route.path().startsWith("/naive/")))
                .hasSize(Shop.LESSONS.size())
                .allSatisfy(route -> assertThat(route.tolerated())
                        .isNotEmpty()
                        .allSatisfy(tolerated -> assertThat(tolerated.reason()).isEqualTo(Lesson.ON_PURPOSE)));
    }

    @Test
    void each_lesson_is_a_pair_of_routes() {
        Stream<String> paths = Shop.LESSONS.stream().map(Lesson::path);

        assertThat(paths).allSatisfy(path -> {
            assertThat(route("/" + path).examples()).isNotEmpty();
            assertThat(route("/naive/" + path).examples()).isNotEmpty();
        });
    }
}
