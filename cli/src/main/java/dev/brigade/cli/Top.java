package dev.brigade.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows in the terminal what the threads of a running application do, by asking its live page once a second. */
@Command(
        name = "top",
        customSynopsis = "./brigade top URL [OPTIONS]",
        description = "Shows what the threads of a running application do, by its live page.")
final class Top implements Callable<Integer> {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    private static final int OK = 200;
    private static final String CLEAR = "\u001b[H\u001b[2J";

    @Parameters(
            paramLabel = "URL",
            description = "of the application, or of its live page if that is not at /live: http://localhost:8080")
    private String url = "";

    @Option(names = "--once", description = "prints once, without colours")
    private boolean once;

    @Option(
            names = "--header",
            paramLabel = "NAME: VALUE",
            description = "sent with each request, for pages that not everybody may see")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--rows", paramLabel = "N", description = "how many activities are shown", defaultValue = "20")
    private int rows;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out =
                Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
        HttpRequest request = request();
        Board board = new Board(!once, rows);
        boolean begun = false;
        while (true) {
            String text;
            try {
                text = text(board, state(request));
                begun = true;
            } catch (UserMistake mistake) {
                if (once || !begun) {
                    throw mistake;
                }
                text = mistake.getMessage() + "\n"; // it may come back
            }
            out.print(once ? text : CLEAR + text);
            out.flush();
            if (once) {
                return 0;
            }
            Thread.sleep(PERIOD);
        }
    }

    private HttpRequest request() {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(address(url)).timeout(PATIENCE);
            for (String header : headers) {
                int colon = header.indexOf(':');
                if (colon < 1) {
                    throw new UserMistake(
                            "\"" + header + "\" is no header; write it as --header \"Authorization: Bearer …\"");
                }
                request.header(
                        header.substring(0, colon).strip(),
                        header.substring(colon + 1).strip());
            }
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new UserMistake(
                    "\"" + url + "\" is no address of an application; give one such as http://localhost:8080", e);
        }
    }

    /** Where the state is, whether the application's address was given or that of its page. */
    static URI address(String url) {
        URI given = URI.create(url.contains("://") ? url : "http://" + url);
        String path = given.getPath() == null ? "" : given.getPath().replaceAll("/+$", "");
        return given.resolve((path.isEmpty() ? "/live" : path) + "/state?past=no");
    }

    private JsonNode state(HttpRequest request) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (HttpConnectTimeoutException | ConnectException e) {
            throw new UserMistake(
                    "Nothing answers at " + url
                            + (isUnknownHost(e) ? ": there is no such host." : ": does the application run there?"),
                    e);
        } catch (HttpTimeoutException e) {
            throw new UserMistake(url + " does not answer within " + PATIENCE.toSeconds() + " s.", e);
        } catch (IOException | IllegalArgumentException e) { // of what answers something else, with its own words
            throw new UserMistake(
                    url + " can't be asked: " + Board.plain(e.toString()) + ". Is it https, or another port?", e);
        }
        return switch (answer.statusCode()) {
            case OK -> json(answer.body());
            case NOT_FOUND ->
                throw new UserMistake(
                        "There is no live page at " + request.uri().resolve(".")
                                + ". Does the application have app.live(\"/live\")? In production it is only there with"
                                + " .allow(…). If it is elsewhere, give its whole address.");
            case FORBIDDEN, UNAUTHORIZED ->
                throw new UserMistake("The live page does not let you in (" + answer.statusCode()
                        + "). Send what it asks for: --header \"Authorization: Bearer …\"");
            default -> throw new UserMistake(request.uri() + " answered " + answer.statusCode() + ".");
        };
    }

    private static boolean isUnknownHost(IOException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private JsonNode json(String text) {
        try {
            JsonNode state = new JsonMapper().readTree(text);
            if (state.has("sentence") && state.has("activities")) {
                return state;
            }
        } catch (JacksonException e) {
            // no more a live page than other JSON
        }
        throw isNoPage();
    }

    private String text(Board board, JsonNode state) {
        try {
            return board.text(state);
        } catch (JacksonException e) {
            throw isNoPage();
        }
    }

    private UserMistake isNoPage() {
        return new UserMistake(
                "What answers at " + url + " is no live page of Brigade. Give the page's whole address.");
    }
}
