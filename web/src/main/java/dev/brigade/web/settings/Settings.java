package dev.brigade.web.settings;

import dev.brigade.web.content.Conversions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of an application. They are declared while it is built and loaded once when it starts; both happen on one
 * thread. A name that nobody declared is an error, since it is most likely a misspelt one.
 */
public final class Settings {
    /** The file of settings, in the working directory. */
    public static final String FILE = "brigade.properties";

    static final String PREFIX = "BRIGADE_";

    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    /** What the command {@code ./brigade} takes for itself. */
    private static final Set<String> SCRIPT_VARIABLES = Set.of("BRIGADE_JAVA_OPTS", "BRIGADE_JDK_FOLDERS");

    private final Map<String, Setting<?>> declared = new LinkedHashMap<>();

    /**
     * Declares a setting.
     *
     * @param name lower-case words with dots between them: {@code database.pool.size}
     * @param type one that {@link Conversions} knows
     * @param fallback its value if nobody sets it
     * @param description what it is for, in a line
     */
    public <T> Setting<T> declare(String name, Class<T> type, T fallback, String description) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name for a setting; use lower-case words with dots between them");
        }
        Setting<T> setting = new Setting<>(name, type, fallback, description);
        if (declared.putIfAbsent(name, setting) != null) {
            throw new IllegalArgumentException("The setting " + name + " is declared twice");
        }
        return setting;
    }

    /** Whether it is {@code [a-z0-9]+(\\.[a-z0-9]+)*}: by hand, since each application declares some forty. */
    private static boolean isName(String text) {
        boolean afterDot = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isDot = c == '.';
            if (isDot ? afterDot : !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
                return false;
            }
            afterDot = isDot;
        }
        return !afterDot;
    }

    /** All settings, in the order of their declaration. */
    public Collection<Setting<?>> all() {
        return List.copyOf(declared.values());
    }

    /**
     * Reads the values.
     *
     * @param folder where the file is looked for
     * @param environment as of {@link System#getenv()}
     * @param arguments of the command line: {@code --name value} or {@code --name=value}
     * @throws SettingsException if one is unknown or has a wrong value
     */
    public void load(Path folder, Map<String, String> environment, List<String> arguments) {
        GivenSettings given = GivenSettings.read(folder, environment, arguments);
        load(given);
        warnOfUnknown(given);
    }

    /**
     * Takes the values from what was read.
     *
     * @throws SettingsException if one is unknown or has a wrong value
     */
    public void load(GivenSettings given) {
        given.file().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> set(known(one.getKey(), given.where()), one.getValue(), given.where()));
        if (!given.environment().isEmpty()) {
            for (Setting<?> setting : declared.values()) {
                String text = given.environment().get(setting.variable());
                if (text != null) {
                    set(setting, text, "environment variable " + setting.variable());
                }
            }
        }
        loadArguments(given.arguments());
    }

    /**
     * Says in the log which variables of the environment are none of its settings. Only a warning: others may have variables of this
     * prefix, such as a container platform for a service of this name.
     */
    public void warnOfUnknown(GivenSettings given) {
        given.environment().keySet().stream()
                .filter(variable -> !SCRIPT_VARIABLES.contains(variable))
                .filter(variable ->
                        declared.values().stream().noneMatch(s -> s.variable().equals(variable)))
                .sorted()
                .forEach(variable -> LOG.warn(
                        "No setting has the environment variable {}; did you mean {}?",
                        variable,
                        known(nearest(variable.substring(PREFIX.length()).replace('_', '.')), "")
                                .variable()));
    }

    private void loadArguments(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                throw new SettingsException(
                        "\"" + argument + "\" is not understood; settings are written as --name value");
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
            Setting<?> setting = known(name, "the command line");
            if (equals < 0 && i + 1 == arguments.size()) {
                throw new SettingsException("--" + name + " needs a value");
            }
            set(setting, equals < 0 ? arguments.get(++i) : argument.substring(equals + 1), "the command line");
        }
    }

    private Setting<?> known(String name, String where) {
        Setting<?> setting = declared.get(name);
        if (setting == null) {
            throw new SettingsException("There is no setting \"" + name + "\" (on " + where + "). Did you mean \""
                    + nearest(name) + "\"? --help lists all.");
        }
        return setting;
    }

    private static <T> void set(Setting<T> setting, String text, String where) {
        try {
            setting.set(Conversions.convert(text, setting.type()));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("Setting " + setting.name() + " (" + where + ") " + e.getMessage());
        }
    }

    private String nearest(String name) {
        return declared.keySet().stream()
                .min(Comparator.comparingInt(other -> distance(name.toLowerCase(Locale.ROOT), other)))
                .orElse("");
    }

    /** The edit distance of Levenshtein, by rows. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
