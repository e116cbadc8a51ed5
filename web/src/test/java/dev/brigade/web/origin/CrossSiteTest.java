package dev.brigade.web.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.errors.Forbidden;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossSiteTest {
    private final CrossSite check = new CrossSite(Set.of("https://pay.example"), false, Optional.empty());

    private static CrossSite.Headers request(String site, String origin, String host) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Cookie", "a=b");
        headers.put("Host", host);
        if (!site.isEmpty()) {
            headers.put("Sec-Fetch-Site", site);
        }
        if (!origin.isEmpty()) {
            headers.put("Origin", origin);
        }
        return name -> Optional.ofNullable(headers.get(name));
    }

    @ParameterizedTest
    @CsvSource({
        "same-origin, https://shop.example, shop.example",
        "same-origin, https://elsewhere.example, shop.example", // a proxy has changed the host
        "none, '', shop.example",
        "'', '', shop.example",
        "'', https://shop.example, shop.example",
        "'', http://localhost:8080, localhost:8080",
        "'', http://[::1]:8080, '[::1]:8080'",
        "cross-site, https://pay.example, shop.example",
        "'', https://pay.example, shop.example"
    })
    void what_a_page_of_ours_or_no_browser_sends_passes(String site, String origin, String host) {
        assertThatCode(() -> check.check(request(site, origin, host))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site, https://evil.example, shop.example",
        "same-site, https://blog.shop.example, shop.example",
        "cross-site, '', shop.example",
        "cross-site, null, shop.example",
        "rubbish, https://shop.example, shop.example",
        "'', https://evil.example, shop.example",
        "'', null, shop.example",
        "'', https://shop.example:444, shop.example",
        "'', http://pay.example, shop.example",
        "'', not a url, shop.example",
        "'', https://shop.example.evil.example, shop.example"
    })
    void what_another_site_makes_a_browser_send_is_refused(String site, String origin, String host) {
        assertThatThrownBy(() -> check.check(request(site, origin, host)))
                .isInstanceOf(Forbidden.class)
                .hasMessageContaining("app.trustOrigin(\"")
                .hasMessageContaining(".crossSite()");
    }

    @Test
    void without_a_cookie_it_is_refused_only_where_somebody_can_be_signed_in() {
        CrossSite.Headers other = name ->
                Optional.of(name).filter(one -> one.equals("Sec-Fetch-Site")).map(_ -> "cross-site");
        assertThatCode(() -> check.check(other)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new CrossSite(Set.of(), true, Optional.empty()).check(other))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void an_origin_is_written_as_browsers_do() {
        assertThat(CrossSite.origin("HTTPS://Shop.Example:443")).isEqualTo("https://shop.example");
        assertThat(CrossSite.origin("http://localhost:8080")).isEqualTo("http://localhost:8080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"shop.example", "https://shop.example/", "https://shop.example/a", "null", "https://", "a b"})
    void what_is_no_origin_is_refused(String text) {
        assertThatThrownBy(() -> CrossSite.origin(text)).hasMessageContaining("is no origin");
    }

    @Test
    void only_methods_that_may_change_something_are_looked_at() {
        assertThat(CrossSite.concerns("GET")).isFalse();
        assertThat(CrossSite.concerns("POST")).isTrue();
        assertThat(CrossSite.concerns("DELETE")).isTrue();
        assertThat(CrossSite.concerns("get")).isTrue(); // methods have a case
    }

    @ParameterizedTest
    @CsvSource({
        "Basic YW5uOnNlY3JldA==, false",
        "basic x, false",
        "Negotiate x, false",
        "Digest username=ann, false",
        "Bearer x, true",
        "x, true",
        "'', true"
    })
    void what_a_browser_adds_by_itself_tells_of_somebody_as_a_cookie_does(String authorization, boolean passes) {
        CrossSite.Headers evil = name -> Optional.ofNullable(Map.of(
                        "Authorization",
                        authorization,
                        "Host",
                        "shop.example",
                        "Origin",
                        "https://script.example",
                        "Sec-Fetch-Mode",
                        "cors",
                        "Sec-Fetch-Site",
                        "cross-site")
                .get(name));
        Cors cors = new Cors(Set.of("https://script.example"), false, List.of(), Duration.ZERO);
        for (CrossSite one : List.of(check, new CrossSite(Set.of(), true, Optional.of(cors)))) {
            if (passes) {
                assertThatCode(() -> one.check(evil)).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> one.check(evil)).isInstanceOf(Forbidden.class);
            }
        }
    }
}
