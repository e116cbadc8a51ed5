package dev.brigade.web.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.routing.Router.Found;
import dev.brigade.web.routing.Router.NoPath;
import dev.brigade.web.routing.Router.WrongMethod;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RouterTest {
    private final Router<String> router = new Router<>();

    private void add(String method, String path) {
        router.add(method, PathPattern.parse(path), method + " " + path);
    }

    @Test
    void findsALiteralPath() {
        add("GET", "/");
        add("GET", "/orders");
        assertThat(router.find("GET", "/")).isEqualTo(new Found<>("GET /", Map.of()));
        assertThat(router.find("GET", "/orders")).isEqualTo(new Found<>("GET /orders", Map.of()));
    }

    @Test
    void givesParametersTheirTypes() {
        add("GET", "/a/{n:int}/{m:long}/{u:uuid}/{s}");
        UUID uuid = UUID.randomUUID();
        assertThat(router.find("GET", "/a/7/-8/" + uuid + "/x%20y"))
                .isEqualTo(new Found<>(
                        "GET /a/{n:int}/{m:long}/{u:uuid}/{s}", Map.of("n", 7, "m", -8L, "u", uuid, "s", "x y")));
    }

    @Test
    void aSegmentOfAnotherTypeIsNoPath() {
        add("GET", "/orders/{id:long}");
        for (String path : List.of(
                "/orders/x",
                "/orders/",
                "/orders/1x",
                "/orders/01",
                "/orders/+1",
                "/orders/99999999999999999999",
                "/orders")) {
            assertThat(router.find("GET", path)).as(path).isEqualTo(new NoPath<>());
        }
    }

    @Test
    void prefersTheLiteralThenTheNarrowestType() {
        add("GET", "/orders/{name}");
        add("GET", "/orders/{id:long}");
        add("GET", "/orders/latest");
        add("GET", "/orders/{rest:path}");
        assertThat(router.find("GET", "/orders/latest"))
                .extracting(f -> ((Found<String>) f).target())
                .isEqualTo("GET /orders/latest");
        assertThat(router.find("GET", "/orders/12"))
                .extracting(f -> ((Found<String>) f).target())
                .isEqualTo("GET /orders/{id:long}");
        assertThat(router.find("GET", "/orders/x"))
                .extracting(f -> ((Found<String>) f).target())
                .isEqualTo("GET /orders/{name}");
        assertThat(router.find("GET", "/orders/x/y"))
                .isEqualTo(new Found<>("GET /orders/{rest:path}", Map.of("rest", "x/y")));
    }

    @Test
    void triesTheNextWhereALiteralLeadsNowhere() {
        add("GET", "/a/b/c");
        add("GET", "/{x}/{y}/d");
        assertThat(router.find("GET", "/a/b/d")).isEqualTo(new Found<>("GET /{x}/{y}/d", Map.of("x", "a", "y", "b")));
    }

    @Test
    void anotherMethodIsToldWhichAreAllowed() {
        add("GET", "/orders");
        add("POST", "/orders");
        assertThat(router.find("DELETE", "/orders"))
                .isEqualTo(new WrongMethod<>(List.of("GET", "HEAD", "OPTIONS", "POST")));
        assertThat(router.find("OPTIONS", "/orders"))
                .isEqualTo(new WrongMethod<>(List.of("GET", "HEAD", "OPTIONS", "POST")));
    }

    @Test
    void aPathThatOnlyAWiderPatternTakesWithThisMethodIsFoundThere() {
        add("GET", "/orders/new");
        add("POST", "/orders/{name}");
        assertThat(router.find("POST", "/orders/new"))
                .isEqualTo(new Found<>("POST /orders/{name}", Map.of("name", "new")));
    }

    @Test
    void headIsTakenByGet() {
        add("GET", "/orders");
        assertThat(router.find("HEAD", "/orders")).isEqualTo(new Found<>("GET /orders", Map.of()));
    }

    @Test
    void whatWouldLeadToAnotherFileIsNoParameter() {
        add("GET", "/files/{name}");
        add("GET", "/all/{rest:path}");
        for (String name : List.of(
                "%2Fetc%2Fpasswd",
                "..%2f..%2fetc%2fpasswd", "a%2f..%2Fb", "a%2F.", "a%5Cb", "a\\b", "..", "%2e%2E", ".")) {
            assertThatThrownBy(() -> router.find("GET", "/files/" + name))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("can't be one segment");
        }
        assertThat(router.find("GET", "/files/half%2Fhalf"))
                .isEqualTo(new Found<>("GET /files/{name}", Map.of("name", "half/half")));
        assertThat(router.find("GET", "/files/..a.txt"))
                .isEqualTo(new Found<>("GET /files/{name}", Map.of("name", "..a.txt")));
        assertThat(router.find("GET", "/all/a%2Fb"))
                .isEqualTo(new Found<>("GET /all/{rest:path}", Map.of("rest", "a/b")));
    }

    @Test
    void aPathHasOneForm() {
        assertThat(PercentEncoding.normalized("/%61dm%69n/%7Eann/a%2fb")).isEqualTo("/admin/~ann/a%2Fb");
        assertThat(PercentEncoding.normalized("/a/%2e%2E/b%40c/\u00fc|")).isEqualTo("/a/../b@c/%C3%BC%7C");
        for (String same : List.of("/", "/a/b/", "//", "*", "/a:b@c;d=e,f")) {
            assertThat(PercentEncoding.normalized(same)).isEqualTo(same);
        }
    }

    @Test
    void anEncodedLiteralIsTheLiteral() {
        add("GET", "/orders");
        assertThat(router.find("GET", "/%6Frders")).isEqualTo(new Found<>("GET /orders", Map.of()));
    }

    @Test
    void badEncodingIsRefused() {
        add("GET", "/{x}");
        for (String path : List.of("/%", "/%2", "/%zz", "/%ff", "/%00")) {
            assertThatThrownBy(() -> router.find("GET", path)).as(path).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void twoRoutesForTheSameAreRefusedWithBothNames() {
        add("GET", "/orders/{id:long}");
        assertThatThrownBy(() -> add("GET", "/orders/{number:long}"))
                .hasMessage("There are two routes for GET /orders/{number:long} (the other is /orders/{id:long})");
    }
}
