package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One use is under a lock; another, which is not, is not overlooked although it goes by a roundabout way. */
class RoundaboutUseTest {
    private static final String APP = """
            class Shop {
                static App app() {
                    var app = App.named("shop");
                    var stock = new Stock();
                    app.get("/", rq -> stock.get());
                    app.post("/", rq -> { stock.put(rq); return "put"; });
                    return app;
                }
                static void add(Map<String, Integer> map) { map.put("soup", 1); }
            }
            class Stock {
                private final Map<String, Integer> left = new HashMap<>();
                private final Map<String, Integer> other = new ConcurrentHashMap<>();
                synchronized Integer get() { return left.get("soup"); }
                private Map<String, Integer> mine() { return left; }
                private Map<String, Integer> mine(boolean really) {
                    if (really) return left;
                    return other;
                }
                void put(Request rq) {
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var map = left; map.put(\"soup\", 1);",
                "(rq.path().isEmpty() ? left : other).put(\"soup\", 1);",
                "Map<String, Integer> map = null; if (rq.path().isEmpty()) map = left; map.put(\"soup\", 1);",
                "var map = switch (rq.path().length()) { case 1 -> left; default -> other; }; map.put(\"soup\", 1);",
                "mine().put(\"soup\", 1);",
                "mine(rq.path().isEmpty()).put(\"soup\", 1);",
                "Shop.add(left);",
                "Runnable later = () -> left.put(\"soup\", 1); Thread.startVirtualThread(later);",
                "java.util.function.BiFunction<String, Integer, Integer> put = left::put; put.apply(\"soup\", 1);",
                "for (var key : left.keySet()) left.remove(key);",
                "Collections.synchronizedMap(left); left.clear();",
                "try { synchronized (this) { left.size(); } } finally { left.clear(); }",
                "var maps = List.of(left); maps.getFirst().clear();",
                "Object[] kept = {left}; kept.clone();",
                "synchronized (other) { left.put(\"soup\", 1); }",
                "synchronized (rq) { left.put(\"soup\", 1); }",
                "if (left instanceof HashMap<String, Integer> map) map.put(\"soup\", 1);",
            })
    void a_use_without_the_lock(String use) {
        assertThat(Audited.text(APP + use + "}\n}"))
                .contains("NOT SAFE  HashMap")
                .containsPattern("but not in Shop.java:(22|10)\\R");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "synchronized (this) { var map = left; map.put(\"soup\", 1); }",
                "synchronized (this) { (rq.path().isEmpty() ? left : other).put(\"soup\", 1); }",
                "synchronized (this) { mine(rq.path().isEmpty()).put(\"soup\", 1); }",
                "synchronized (this) { Shop.add(left); }",
                "synchronized (this) { for (var key : left.keySet()) left.remove(key); }",
                "synchronized (this) { left.computeIfAbsent(\"soup\", _ -> left.size()); }",
                "synchronized (this) { try { left.clear(); } catch (RuntimeException e) { left.size(); throw e; } }",
            })
    void a_use_under_the_lock(String use) {
        assertThat(Audited.text(APP + use + "}\n}")).contains("guarded by synchronized (the Stock)  HashMap");
    }
}
