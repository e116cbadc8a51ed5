package dev.brigade.web.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was set from outside, as text, read once: for who starts an application many times. Immutable.
 *
 * @param where the file, for people
 * @param file what it says, by the names of settings
 * @param environment variables that could be settings
 * @param arguments of the command line: {@code --name value} or {@code --name=value}; what comes later counts
 */
public record GivenSettings(
        String where, Map<String, String> file, Map<String, String> environment, List<String> arguments) {

    public GivenSettings {
        file = Map.copyOf(file);
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    /** Only {@code arguments}: neither a file nor the environment. */
    public static GivenSettings of(String... arguments) {
        return new GivenSettings("", Map.of(), Map.of(), List.of(arguments));
    }

    /**
     * What the working directory and the environment of this process say, and {@code arguments}.
     *
     * @throws SettingsException if the file can't be read
     */
    public static GivenSettings read(String... arguments) {
        return read(Path.of(""), System.getenv(), List.of(arguments));
    }

    /**
     * As {@link #read(String...)}, from elsewhere.
     *
     * @param folder where the file is looked for
     * @param environment as of {@link System#getenv()}
     * @throws SettingsException if the file can't be read
     */
    public static GivenSettings read(Path folder, Map<String, String> environment, List<String> arguments) {
        Path file = folder.resolve(Settings.FILE);
        Map<String, String> ours = environment.entrySet().stream()
                .filter(one -> one.getKey().startsWith(Settings.PREFIX))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        return new GivenSettings(file.toString(), inFile(file), ours, arguments);
    }

    /** With further arguments, which go before those that there are. */
    public GivenSettings and(String... more) {
        return new GivenSettings(
                where,
                file,
                environment,
                Stream.concat(arguments.stream(), Stream.of(more)).toList());
    }

    private static Map<String, String> inFile(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(file + " can't be read: " + e.getMessage());
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
