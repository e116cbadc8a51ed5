package kitchen;

import dev.brigade.web.ClientResponse;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Reads what is wrong from an answer (RFC 9457). */
final class Problem {
    private Problem() {}

    static String detail(ClientResponse problem) {
        return JsonMapper.shared().readTree(problem.text()).path("detail").asString();
    }

    static List<String> fields(ClientResponse problem) {
        return JsonMapper.shared()
                .readTree(problem.text())
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString())
                .toList();
    }
}
