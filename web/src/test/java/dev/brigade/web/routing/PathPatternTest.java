package dev.brigade.web.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathPatternTest {

    @Test
    void fillsInValuesAndEncodesThem() {
        assertThat(PathPattern.parse("/").fill()).isEqualTo("/");
        assertThat(PathPattern.parse("/orders/{id:long}").fill(7)).isEqualTo("/orders/7");
        assertThat(PathPattern.parse("/dishes/{name}/x").fill("crème brûlée é?"))
                .isEqualTo("/dishes/cr%C3%A8me%20br%C3%BBl%C3%A9e%20%C3%A9%3F/x");
        assertThat(PathPattern.parse("/files/{f:path}").fill("a b/c")).isEqualTo("/files/a%20b/c");
    }

    @Test
    void whatItFillsInIsFoundAgain() {
        PathPattern pattern = PathPattern.parse("/x/{name}");
        Router<String> router = new Router<>();
        router.add("GET", pattern, "x");
        String wild = "a|b?c#d%e f+g;h&é\"<>";
        assertThat(router.find("GET", pattern.fill(wild))).isEqualTo(new Router.Found<>("x", Map.of("name", wild)));
    }

    @Test
    void whatWouldBeAnotherPathIsNotFilledIn() {
        PathPattern pattern = PathPattern.parse("/files/{name}");
        for (String name : List.of("/a", "a/../b", "a\\b", "..", ".")) {
            assertThatThrownBy(() -> pattern.fill(name)).hasMessageContaining("{name:path} at the end of a route may");
        }
        assertThat(pattern.fill("a..b")).isEqualTo("/files/a..b");
        assertThat(pattern.fill("half/half")).isEqualTo("/files/half%2Fhalf");
    }

    @Test
    void valuesMustFit() {
        PathPattern pattern = PathPattern.parse("/orders/{id:long}");
        assertThatThrownBy(pattern::fill).hasMessage("Route /orders/{id:long} needs a value for {id}");
        assertThatThrownBy(() -> pattern.fill("x")).hasMessage("Route /orders/{id:long}: \"x\" is no long for {id}");
        assertThatThrownBy(() -> pattern.fill(1, 2)).hasMessageContaining("has 1 parameters, and 2 values were given");
    }

    @Test
    void saysWhatIsWrongWithAPattern() {
        assertThatThrownBy(() -> PathPattern.parse("orders")).hasMessageContaining("must begin with a slash");
        assertThatThrownBy(() -> PathPattern.parse("/{id:lnog}"))
                .hasMessageContaining("no parameter type \"lnog\"")
                .hasMessageContaining("int, long, uuid, string, path");
        assertThatThrownBy(() -> PathPattern.parse("/a{id}")).hasMessageContaining("a parameter is a whole segment");
        assertThatThrownBy(() -> PathPattern.parse("/{a}/{a}")).hasMessageContaining("there twice");
        assertThatThrownBy(() -> PathPattern.parse("/{}")).hasMessageContaining("not a parameter name");
        assertThatThrownBy(() -> PathPattern.parse("/{f:path}/x")).hasMessageContaining("must come last");
        assertThatThrownBy(() -> PathPattern.parse("//x")).hasMessageContaining("two slashes");
        assertThat(PathPattern.parse("/a/").fill()).isEqualTo("/a/");
    }
}
