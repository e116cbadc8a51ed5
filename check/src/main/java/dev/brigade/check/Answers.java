package dev.brigade.check;

import dev.brigade.web.ClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** An application's answers as they are compared: status, where it points to, cookies, and body. Has no state. */
final class Answers {
    /** Of a session's cookie: a version, when it was made, what it says as JSON, and the signature. */
    private static final int HEAD = 1 + Long.BYTES;

    private static final int SIGNATURE = 32;

    private Answers() {}

    static String text(ClientResponse answer) {
        StringBuilder text = new StringBuilder().append(answer.status());
        answer.header("Location").ifPresent(to -> text.append(" → ").append(to));
        for (String line : answer.headers("Set-Cookie")) {
            text.append(" sets ").append(cookie(line));
        }
        if (!answer.text().isEmpty()) {
            text.append(' ').append(answer.text());
        }
        return text.toString();
    }

    /** Without its attributes. A session, with its flashes, by what it says: in that, generated keys are found. */
    private static String cookie(String line) {
        String pair = line.split(";", 2)[0];
        int at = pair.indexOf('=');
        if (at < 0 || !pair.substring(0, at).endsWith("-session")) {
            return pair;
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(pair.substring(at + 1));
            if (all.length > HEAD + SIGNATURE && all[HEAD] == '{') {
                byte[] said = Arrays.copyOfRange(all, HEAD, all.length - SIGNATURE);
                return "session " + new String(said, StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException e) {
            // It only has such a name.
        }
        return pair;
    }
}
