package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.errors.Unauthorized;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files of the class path that an application serves. */
class StaticFilesTest {
    private final App app = App.named("test");

    @Test
    void aFolderOfFilesMayBeServedAtTheRoot() {
        try (Client client = App.named("files").files("/", "static").client()) {
            assertThat(client.get("/hello.txt").status()).isEqualTo(200);
            assertThat(client.get("/none.txt").status()).isEqualTo(404);
        }
    }

    @Test
    void staticFilesAreServedAndKept() {
        try (Client client = app.client()) {
            ClientResponse file = client.get("/static/hello.txt");
            assertThat(file.text()).isEqualTo("hello\n");
            assertThat(file.header("Cache-Control")).contains("public, max-age=3600");
            String etag = file.header("ETag").orElseThrow();
            ClientResponse known =
                    client.send("GET", "/static/hello.txt", Map.of("If-None-Match", "\"x\", W/" + etag), new byte[0]);
            assertThat(known.status()).isEqualTo(304);
            assertThat(known.text()).isEmpty();
            for (String path : List.of(
                    "/static/../secret.txt",
                    "/static/%2e%2e/secret.txt",
                    "/static/..%2fsecret.txt",
                    "/static/sub/..%5c..%5csecret.txt",
                    "/static/",
                    "/static/sub",
                    "/static/sub%2Fdeep.css",
                    "/static//etc/passwd")) {
                ClientResponse answer = client.get(path);
                assertThat(answer.status()).as(path).isEqualTo(404);
                assertThat(answer.text()).as(path).doesNotContain("secret\n");
            }
        }
    }

    @Test
    void aFileThatAFilterGivesOnlyToSomeIsNotForCachesThatManyShare() {
        app.before(rq -> {
            if (rq.header("Authorization").isEmpty()) {
                throw new Unauthorized("Say who you are");
            }
        });
        try (Client client = app.client()) {
            assertThat(client.get("/static/hello.txt").status()).isEqualTo(401);
            ClientResponse file = client.with("Authorization", "Basic YTpi").get("/static/hello.txt");
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.header("Cache-Control")).contains("private, max-age=3600");
        }
    }

    @Test
    void filtersGoAroundStaticFilesAndLetThroughWhatTheySay() {
        app.get("/sign-in", rq -> "who are you?");
        app.before(rq -> {
            if (rq.path().startsWith("/static/")) {
                return;
            }
            throw new Unauthorized("Sign in first");
        });
        app.files("/assets", "static");
        app.after((rq, response) -> response.header("X-Filtered", "yes"));
        app.get("/orders", rq -> "secret");
        try (Client client = app.client()) {
            assertThat(client.get("/sign-in").status()).isEqualTo(200);
            ClientResponse file = client.get("/static/hello.txt");
            assertThat(file.text()).isEqualTo("hello\n");
            assertThat(file.header("X-Filtered")).contains("yes");
            for (String refused :
                    List.of("/orders", "/assets/hello.txt", "/nowhere", "/%73tatic", "/static", "/static/../orders")) {
                assertThat(client.get(refused).text()).as(refused).doesNotContain("secret", "hello");
            }
            assertThat(client.get("/assets/hello.txt").status()).isEqualTo(401);
        }
    }
}
