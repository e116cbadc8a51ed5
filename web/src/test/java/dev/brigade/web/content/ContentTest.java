package dev.brigade.web.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.errors.BadRequest;
import dev.brigade.web.errors.Unprocessable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ContentTest {
    record Item(@NotBlank String dish, @Positive int portions) {}

    record Order(List<@Valid Item> items) {}

    record Plain(String text) {}

    @Test
    void aFormHasAllValuesOfEachField() {
        assertThat(Forms.parse("a=1&b=x+y%26z&a=2&c&=d&&"))
                .isEqualTo(Map.of("a", List.of("1", "2"), "b", List.of("x y&z"), "c", List.of(""), "", List.of("d")));
        assertThat(Forms.parse("")).isEmpty();
        assertThatThrownBy(() -> Forms.parse("a=%zz"))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("%zz");
        assertThatThrownBy(() -> Forms.parse("a=1&".repeat(1001))).hasMessage("More than 1000 fields");
    }

    @Test
    void validationNamesEachFieldThatIsWrong() throws InterruptedException {
        BodyValidator validator = new BodyValidator();
        assertThatThrownBy(() -> validator.check(new Item(" ", 0)))
                .isInstanceOf(Unprocessable.class)
                .hasMessage("dish must not be blank; portions must be greater than 0");
        assertThatThrownBy(() -> validator.check(new Order(List.of(new Item("x", 1), new Item("y", -1)))))
                .hasMessage("items[1].portions must be greater than 0");
        assertThat(validator.check(new Item("x", 1))).isEqualTo(new Item("x", 1));
        assertThat(validator.check(new Plain(""))).isEqualTo(new Plain(""));
    }

    interface Named {
        @NotBlank
        String name();
    }

    record Dish(String name) implements Named {}

    static class Base {
        @NotBlank
        public String dish = "";

        @Positive
        public int getPortions() {
            return 0;
        }
    }

    static class Child extends Base {
        public String note = "";
    }

    @Test
    void whatIsInheritedIsHeldAgainstItsAnnotationsToo() throws InterruptedException {
        BodyValidator validator = new BodyValidator();
        assertThatThrownBy(() -> validator.check(new Child()))
                .isInstanceOf(Unprocessable.class)
                .hasMessage("dish must not be blank; portions must be greater than 0");
        assertThatThrownBy(() -> validator.check(new Dish("")))
                .isInstanceOf(Unprocessable.class)
                .hasMessage("name must not be blank");
        assertThat(validator.check(new Dish("x"))).isEqualTo(new Dish("x"));
    }

    @Test
    void theElementsOfAListAreHeldAgainstTheirAnnotationsWithTheirPlace() throws InterruptedException {
        BodyValidator validator = new BodyValidator();
        Item good = new Item("x", 1);
        assertThatThrownBy(() -> validator.check(new Item[] {good, new Item("", 0)}))
                .isInstanceOf(Unprocessable.class)
                .hasMessage("[1].dish must not be blank; [1].portions must be greater than 0");
        assertThatThrownBy(() -> validator.check(List.of(List.of(good), List.of(good, new Item("y", -1)))))
                .hasMessage("[1][1].portions must be greater than 0");
        assertThat(validator.check(List.of(good, "text", 1))).hasSize(3);
    }

    @Test
    void manyThreadsMayBeTheFirstToValidate() throws Exception {
        BodyValidator validator = new BodyValidator();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Item> check = () -> validator.check(new Item("x", 1));
            for (Future<Item> checked : threads.invokeAll(java.util.Collections.nCopies(100, check))) {
                assertThat(checked.get()).isEqualTo(new Item("x", 1));
            }
        }
    }

    @Test
    void browsersGetPagesAndProgramsGetJson() {
        assertThat(MediaTypes.prefersHtml("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"))
                .isTrue();
        assertThat(MediaTypes.prefersHtml("application/json")).isFalse();
        assertThat(MediaTypes.prefersHtml("*/*")).isFalse();
        assertThat(MediaTypes.prefersHtml("")).isFalse();
        assertThat(MediaTypes.prefersHtml("text/html;q=0.5, application/json")).isFalse();
        assertThat(MediaTypes.quality("text/*;q=0.3, text/html;q=0.7, */*;q=0.1", "text/html"))
                .isEqualTo(700);
        assertThat(MediaTypes.quality("text/*;q=0.3, */*;q=0.1", "text/plain")).isEqualTo(300);
        assertThat(MediaTypes.quality("text/html;q=x", "text/html")).isZero();
    }

    @Test
    void durationsAreWrittenWithTheirUnit() {
        assertThat(Conversions.convert("250ms", Duration.class)).isEqualTo(Duration.ofMillis(250));
        assertThat(Conversions.convert("2m", Duration.class)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Conversions.convert("PT1H", Duration.class)).isEqualTo(Duration.ofHours(1));
        assertThatThrownBy(() -> Conversions.convert("5", Duration.class)).hasMessageContaining("a duration such as");
    }

    @Test
    void errorPagesEscapeWhatCameFromElsewhere() {
        String page = new ErrorBody(404, "<script>alert('x')</script>", "GET /\"&", "", List.of(), "").page();
        assertThat(page)
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .contains("GET /&quot;&amp;")
                .doesNotContain("<script>");
    }

    @Test
    void aFolderHasNoFilesButItsOwn() {
        ResourceFolder folder = ResourceFolder.open(ContentTest.class.getClassLoader(), "static");
        assertThat(folder.names()).contains("hello.txt", "sub/deep.css");
        for (String name :
                List.of("../secret.txt", "sub/../../secret.txt", "/hello.txt", "", ".", "..", "sub", "hello.txt/")) {
            assertThat(new StaticFiles(ContentTest.class.getClassLoader(), "static", false).find(name))
                    .as(name)
                    .isEmpty();
        }
        assertThat(new StaticFiles(ContentTest.class.getClassLoader(), "static", false).find("sub/deep.css"))
                .isPresent();
    }

    @Test
    void templatesEscapeAndAreCheckedAtStart() {
        Views views = new Views(
                new Templates(ContentTest.class.getClassLoader(), false),
                (name, values) -> "/" + name + "/" + values[0]);
        assertThat(views.render("greeting.html", Map.of("name", "<b>", "id", 7)).strip())
                .isEqualTo("Hello &lt;b&gt;, /order/7");
        assertThatThrownBy(() -> views.render("greeting.html", Map.of()))
                .hasMessageContaining("templates/greeting.html, line 1");
        assertThatThrownBy(() -> views.render("none.html", Map.of())).hasMessageContaining("none.html");
        assertThatThrownBy(() -> views.render("../secret.txt", Map.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
