package shop;

import dev.brigade.web.Request;
import dev.brigade.web.Response;
import dev.brigade.web.errors.Conflict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A lesson, as the page shows it.
 *
 * @param path of the right way; that of the naive one is below {@code /naive}
 * @param anomaly what the explorer calls the mistake
 * @param wrong how it goes wrong
 * @param right what the right way does about it
 * @param fields what a customer fills in
 * @param rows a query for what there is now
 */
record Lesson(String path, String title, String anomaly, String wrong, String right, List<Field> fields, String rows) {

    /** A field of the form, with what is in it at first. */
    record Field(String name, String label, String value) {
        /** For the browser. */
        public String type() {
            return value.chars().allMatch(Character::isDigit) ? "number" : "text";
        }
    }

    /** Why routes that are wrong on purpose are let pass. */
    static final String ON_PURPOSE = "shown on purpose";

    /** It is done: back to the page, or as JSON. */
    Object done(Request rq, String said) {
        return rq.prefersHtml() ? toPage(said) : Map.of("said", said);
    }

    /** It can't be done, and nothing of it is: back to the page, or 409. */
    Object refused(Request rq, String said) {
        if (!rq.prefersHtml()) {
            throw new Conflict(said);
        }
        rq.rollbackOnly();
        return toPage(said);
    }

    @Override
    public String toString() {
        return path;
    }

    private Response toPage(String said) {
        return Response.redirect(
                "/?at=" + path + "&said=" + URLEncoder.encode(said, StandardCharsets.UTF_8) + "#" + path);
    }
}
