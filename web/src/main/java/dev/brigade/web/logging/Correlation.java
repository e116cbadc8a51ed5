package dev.brigade.web.logging;

import dev.brigade.web.engine.Exchange;
import dev.brigade.web.settings.SettingsException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * By what others know a request: a proxy's number for it, a trace. It is taken from a header, and stands in each line that the request's
 * thread logs, as {@value #KEY} of SLF4J's MDC, which is a map of that thread alone.
 *
 * <p>Whoever sends a request chooses the value, so it is looked at like all that comes from outside: what could forge lines, or fill
 * them, is not taken. Immutable: safe from any thread.
 */
public final class Correlation {
    /** Its name in the MDC: {@code %X{correlation}} in a pattern of Logback. */
    public static final String KEY = "correlation";

    private static final int LONGEST = 128;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private final List<String> headers;

    private Correlation(List<String> headers) {
        this.headers = headers;
    }

    /**
     * Of what a setting says.
     *
     * @param headers names of headers with commas between them, the first that is there goes before; empty for none
     * @throws SettingsException if one can't be the name of a header
     */
    public static Correlation of(String setting, String headers) {
        List<String> names = Arrays.stream(headers.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        names.stream().filter(name -> !NAME.matcher(name).matches()).findFirst().ifPresent(name -> {
            throw new SettingsException(
                    "Setting " + setting + " has \"" + name
                            + "\", which can't be the name of a header; say names with commas between them, such as X-Request-Id, traceparent");
        });
        return new Correlation(names);
    }

    /** The first valid one among the headers of a request: 1 to 128 characters of {@code [A-Za-z0-9._-]}. */
    public Optional<String> of(Exchange exchange) {
        for (String header : headers) { // no stream, and nothing made: each request passes here, and most have none
            Optional<String> value = exchange.header(header);
            if (value.isPresent() && isValid(value.get())) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** From now on it stands in what the current thread logs. */
    public static void begin(String correlation) {
        MDC.put(KEY, correlation);
    }

    /** No longer. */
    public static void end() {
        MDC.remove(KEY);
    }

    private static boolean isValid(String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
