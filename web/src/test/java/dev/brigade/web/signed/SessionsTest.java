package dev.brigade.web.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.session.Flash;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from cookies, and what becomes of those that are not as they were made. */
class SessionsTest {
    private static final String KEY = "a key for tests which is long enough";
    private static final String OTHER = "another key for tests also long enough";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    private Sessions sessions(String keys) {
        return sessions("shop", keys);
    }

    private Sessions sessions(String application, String keys) {
        return new Sessions(application, Keys.of(keys, application), Duration.ofDays(10), false, now::get);
    }

    private static StoredSession open(Sessions sessions, String cookie) {
        return sessions.open(List.of(cookie), "GET / #1");
    }

    /** As a client sends back what {@code session} makes of itself. */
    private static String sent(StoredSession session) {
        return session.seal(true).orElseThrow().split(";", -1)[0];
    }

    private String annas() {
        StoredSession session = open(sessions(KEY), "");
        session.put("user", "Anna");
        return sent(session);
    }

    private void passes(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    @Test
    void what_was_put_is_there_at_the_next_request() {
        record Cart(List<String> items, BigDecimal sum) {}
        StoredSession session = open(sessions(KEY), "");
        session.put("user", "Anna \"ä\" ; \n")
                .put("visits", 3)
                .put("cart", new Cart(List.of("tea"), new BigDecimal("12345678901234567.890")));
        session.flash(new Flash("error", "sold out"));
        StoredSession next = open(sessions(KEY), "other=1; " + sent(session));
        assertThat(next.get("user")).contains("Anna \"ä\" ; \n");
        assertThat(next.get("visits", int.class)).contains(3);
        assertThat(next.get("visits")).contains("3");
        assertThat(next.get("cart", Cart.class))
                .contains(new Cart(List.of("tea"), new BigDecimal("12345678901234567.890")));
        assertThat(next.get("nothing")).isEmpty();
        assertThat(next.names()).containsExactlyInAnyOrder("user", "visits", "cart");
        assertThat(next.flashes()).containsExactly(new Flash("error", "sold out"));
        assertThat(next.flashes()).hasSize(1); // the same, as often as this request asks
    }

    @Test
    void a_value_of_another_type_is_taken_as_absent() {
        assertThat(open(sessions(KEY), annas()).get("user", int.class)).isEmpty();
        assertThat(open(sessions(KEY), annas()).get("user", Map.class)).isEmpty();
    }

    @Test
    void every_cookie_that_differs_in_any_place_is_an_empty_session() {
        String cookie = annas();
        int from = cookie.indexOf('=') + 1;
        for (int i = from; i < cookie.length(); i++) {
            char[] wrong = cookie.toCharArray();
            wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
            assertThat(open(sessions(KEY), new String(wrong)).names()).isEmpty();
            assertThat(open(sessions(KEY), cookie.substring(0, i)).names()).isEmpty();
        }
        for (String rubbish :
                List.of("", "%%%", "ä", "AQ", "=", "null", "x".repeat(9000), annas().substring(from) + "AAAA")) {
            assertThat(open(sessions(KEY), "shop-session=" + rubbish).names()).isEmpty();
        }
    }

    @Test
    void a_signature_over_something_else_is_an_empty_session_too() {
        SignedText signed = new SignedText(Keys.of(KEY, "shop"));
        for (String content :
                List.of("", "null", "[]", "{\"v\":3,\"f\":4}", "{\"v\":{\"a\":null}}", "{\"f\":[[1]]}", "{")) {
            String text = signed.sign(content.getBytes(StandardCharsets.UTF_8), now.get());
            StoredSession session = open(sessions(KEY), "shop-session=" + text);
            assertThat(session.names()).isEmpty();
            assertThat(session.flashes()).isEmpty();
        }
    }

    @Test
    void one_of_another_key_or_another_application_with_the_same_key_is_empty() {
        assertThat(open(sessions(OTHER), annas()).names()).isEmpty();
        String asBlog = annas().replace("shop-session", "blog-session");
        assertThat(open(sessions("blog", KEY), asBlog).names()).isEmpty();
    }

    @Test
    void the_first_key_signs_and_all_verify() {
        StoredSession rotated = open(sessions(OTHER + ", " + KEY), annas());
        assertThat(rotated.get("user")).contains("Anna");
        String renewed = sent(rotated); // though nothing was changed
        assertThat(open(sessions(OTHER), renewed).get("user")).contains("Anna");
    }

    @Test
    void it_ends_after_its_time_and_is_renewed_when_it_is_used() {
        String first = annas();
        passes(Duration.ofHours(23));
        assertThat(open(sessions(KEY), first).seal(true)).isEmpty(); // still new
        passes(Duration.ofDays(8));
        String renewed = sent(open(sessions(KEY), first));
        passes(Duration.ofDays(2));
        assertThat(open(sessions(KEY), first).names()).isEmpty();
        assertThat(open(sessions(KEY), renewed).get("user")).contains("Anna");
    }

    @Test
    void only_a_change_makes_a_cookie_and_an_end_makes_the_browser_forget_it() {
        StoredSession same = open(sessions(KEY), annas());
        same.put("user", "Bob").put("user", "Anna");
        assertThat(same.seal(true)).isEmpty();
        assertThat(open(sessions(KEY), "").seal(true)).isEmpty();
        StoredSession ends = open(sessions(KEY), annas());
        ends.clear();
        assertThat(ends.seal(true)).contains("shop-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
        StoredSession discarded = open(sessions(KEY), annas());
        discarded.remove("user");
        assertThat(discarded.seal(false)).isEmpty();
    }

    @Test
    void none_is_larger_than_browsers_keep_with_all_that_its_line_has() {
        int longest = 0;
        for (int size = 2800; size < 3100; size++) {
            StoredSession session = open(sessions(KEY), "");
            session.put("cart", "x".repeat(size));
            try {
                longest = Math.max(longest, session.seal(true).orElseThrow().length());
            } catch (IllegalStateException e) {
                // too large
            }
        }
        assertThat(longest).isBetween(4093 - 4, 4093);
    }

    @Test
    void one_that_is_too_large_says_how_large_and_what_is() {
        StoredSession session = open(sessions(KEY), "");
        session.put("cart", "x".repeat(4000)).put("user", "Anna");
        assertThatThrownBy(() -> session.seal(true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("The session of GET / #1 is 5\\d{3} bytes as a cookie, .* at most 4093:"
                        + " \"cart\" 4002, \"user\" 6\\. Keep what is large in the database.*");
    }

    @Test
    void a_value_that_is_no_json_is_refused_when_it_is_put() {
        StoredSession session = open(sessions(KEY), "");
        List<String> broken = new AbstractList<>() {
            @Override
            public String get(int index) {
                throw new IllegalStateException("no ink");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        assertThatThrownBy(() -> session.put("broken", broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"broken\", a dev.brigade");
        assertThatThrownBy(() -> session.put("maybe", Optional.empty())).hasMessageContaining("is null as JSON");
    }

    @Test
    void sealed_it_can_only_be_read_and_only_by_its_thread() throws Exception {
        StoredSession session = open(sessions(KEY), annas());
        assertThat(session.seal(true)).isEmpty();
        assertThat(session.get("user")).contains("Anna");
        assertThatThrownBy(() -> session.put("user", "Bob"))
                .hasMessageContaining("change it before the handler returns");
        assertThatThrownBy(session::clear).hasMessageContaining("GET / #1");
        assertThatThrownBy(session::flashes).isInstanceOf(IllegalStateException.class);
        AtomicReference<Optional<Throwable>> seen = new AtomicReference<>(Optional.empty());
        Thread.ofVirtual()
                .name("other")
                .start(() -> {
                    try {
                        session.get("user");
                    } catch (IllegalStateException e) {
                        seen.set(Optional.of(e));
                    }
                })
                .join();
        assertThat(seen.get().orElseThrow()).hasMessageContaining("other uses it");
    }

    @Test
    void keys_that_are_short_are_refused_without_being_shown() {
        assertThatThrownBy(() -> Keys.of(KEY + ",secret", "shop"))
                .hasMessageContaining("key 2 of 2 has 6 characters")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Keys.of(KEY + ",", "shop")).hasMessageContaining("key 2 of 2 has 0");
        assertThat(Keys.of(KEY, "shop")).hasToString("1 keys");
        assertThat(Base64.getDecoder().decode(Keys.random())).hasSize(32);
    }

    @Test
    void a_key_for_development_stays_in_its_folder(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        assertThat(KeyFile.key(data, false, "shop")).isNotEqualTo(KeyFile.key(data, false, "shop"));
        assertThat(data).doesNotExist();
        String key = KeyFile.key(data, true, "shop");
        assertThat(KeyFile.key(data, false, "shop")).isEqualTo(key);
        assertThat(KeyFile.key(data, false, "blog")).isNotEqualTo(key);
        Path file = data.resolve("shop.session-key");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        Files.writeString(file, "rubbish");
        assertThat(KeyFile.key(data, false, "shop")).hasSize(44).isNotEqualTo(key); // of this process
    }
}
