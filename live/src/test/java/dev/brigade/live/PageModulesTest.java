package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.brigade.web.App;
import dev.brigade.web.Response;
import dev.brigade.web.errors.NotFound;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The tests of the page's modules, which are JavaScript and run where the modules do: see {@code modules/harness.js}. */
class PageModulesTest {
    @TestFactory
    List<DynamicTest> in_the_browser(@TempDir Path profile) throws Exception {
        App app = App.named("modules");
        app.live("/live");
        app.get("/modules/{file}", rq -> {
            String name = rq.path("file");
            String type = name.endsWith(".html") ? "text/html; charset=utf-8" : "text/javascript; charset=utf-8";
            try (InputStream in = PageModulesTest.class.getResourceAsStream("modules/" + name)) {
                if (in == null) {
                    throw new NotFound("There is no " + name);
                }
                return Response.bytes(type, in.readAllBytes());
            }
        });
        try (Site site = Site.of(app);
                Chromium browser = Chromium.start(profile)) {
            browser.opens(site.uri("/modules/index.html").toString());
            Object results =
                    browser.seesJs("the tests have run", "return window.results ?? null", List.class::isInstance);
            return ((List<?>) Objects.requireNonNull(results))
                    .stream().map(PageModulesTest::test).toList();
        }
    }

    private static DynamicTest test(Object result) {
        Map<?, ?> named = (Map<?, ?>) result;
        return dynamicTest(
                String.valueOf(named.get("name")),
                () -> assertThat(String.valueOf(named.get("failure"))).isEmpty());
    }
}
