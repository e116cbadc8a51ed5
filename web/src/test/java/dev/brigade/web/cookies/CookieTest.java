package dev.brigade.web.cookies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieTest {
    @Test
    void a_cookie_is_safe_unless_it_says_otherwise() {
        assertThat(Cookie.of("theme", "dark").line(true))
                .isEqualTo("theme=dark; Path=/; Secure; HttpOnly; SameSite=Lax");
        assertThat(Cookie.of("theme", "dark").line(false)).isEqualTo("theme=dark; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void all_of_it_can_be_said() {
        assertThat(Cookie.of("theme", "dark")
                        .path("/shop")
                        .maxAge(Duration.ofDays(1))
                        .httpOnly(false)
                        .secure(false)
                        .sameSite(SameSite.STRICT)
                        .line(true))
                .isEqualTo("theme=dark; Path=/shop; Max-Age=86400; SameSite=Strict");
        assertThat(Cookie.forgotten("theme").line(false))
                .isEqualTo("theme=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }

    @Test
    void what_browsers_keep_only_if_it_is_secure_is_secure() {
        assertThat(Cookie.of("a", "b").sameSite(SameSite.NONE).line(false)).contains("; Secure");
        assertThat(Cookie.of("__Host-a", "b").line(false)).contains("; Secure");
        assertThatThrownBy(() -> Cookie.of("a", "b").secure(false).sameSite(SameSite.NONE))
                .hasMessageContaining("SameSite=None");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a;b", "a\r\nSet-Cookie: c", "ä", "a\u0000", "a,b", "\"a\""})
    void a_name_that_is_no_token_is_refused(String name) {
        assertThatThrownBy(() -> Cookie.of(name, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;b", "a\r\nSet-Cookie: c=d", "ä", "a\u0000", "a,b", "\"a", "a\\b", "a\u007f"})
    void a_value_that_would_write_more_than_a_value_is_refused_with_what_to_do(String value) {
        assertThatThrownBy(() -> Cookie.of("theme", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encode it first");
    }

    @Test
    void so_is_a_path_that_would_and_a_value_that_browsers_drop() {
        assertThatThrownBy(() -> Cookie.of("a", "b").path("/; Domain=example.com"))
                .hasMessageContaining("begin with a slash");
        assertThatThrownBy(() -> Cookie.of("a", "b").path("shop")).hasMessageContaining("begin with a slash");
        assertThatThrownBy(() -> Cookie.of("a", "x".repeat(5000))).hasMessageContaining("5001 bytes");
        assertThatThrownBy(() -> Cookie.of("a", "b").maxAge(Duration.ofSeconds(-1)))
                .hasMessageContaining("zero forgets it");
    }

    @Test
    void a_header_is_read_as_clients_really_send_it() {
        List<String> headers = List.of("a=1; b = \"two\" ;rubbish;=empty; c=x=y; a=second", "d=4");
        assertThat(CookieHeader.value(headers, "a")).contains("1");
        assertThat(CookieHeader.value(headers, "b")).contains("two");
        assertThat(CookieHeader.value(headers, "c")).contains("x=y");
        assertThat(CookieHeader.value(headers, "d")).contains("4");
        assertThat(CookieHeader.value(headers, "rubbish")).isEmpty();
        assertThat(CookieHeader.value(headers, "A")).isEmpty();
        assertThat(CookieHeader.value(List.of("a=; ;;", "=", ""), "a")).contains("");
        assertThat(CookieHeader.value(List.of(), "a")).isEmpty();
    }
}
