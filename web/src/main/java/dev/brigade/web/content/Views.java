package dev.brigade.web.content;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.loader.FileLoader;
import io.pebbletemplates.pebble.loader.Loader;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Pages from Pebble templates in the class-path folder {@code templates}, with autoescaping. Safe from any thread: the
 * engine is, once built, and nothing else is kept.
 *
 * <p>In development templates are read from {@code src/main/resources/templates} of the working directory if that is
 * there, afresh for each request, so that an edit shows at once.
 */
public final class Views {
    private static final String FOLDER = "templates";

    /** Makes the path of a named route, for templates: {@code {{ urlFor("order", id) }}}. */
    @FunctionalInterface
    public interface UrlFor {
        String path(String route, Object... values);
    }

    private final PebbleEngine engine;
    private final ResourceFolder folder;

    public Views(ClassLoader resources, boolean development, UrlFor urlFor) {
        this.folder = ResourceFolder.open(resources, FOLDER);
        this.engine = new PebbleEngine.Builder()
                .loader(loader(resources, development))
                .cacheActive(!development)
                .autoEscaping(true)
                .strictVariables(true)
                .extension(new UrlForExtension(urlFor))
                .build();
    }

    private static Loader<String> loader(ClassLoader resources, boolean development) {
        Path source = Path.of("src", "main", "resources", FOLDER);
        if (development && Files.isDirectory(source)) {
            return new FileLoader(source.toAbsolutePath().toString());
        }
        ClasspathLoader loader = new ClasspathLoader(resources);
        loader.setPrefix(FOLDER);
        return loader;
    }

    /**
     * Compiles each template, so that a broken one is found at start.
     *
     * @throws IllegalArgumentException with template and line
     */
    public void check() {
        for (String name : folder.names()) {
            if (name.endsWith(".html") || name.endsWith(".peb") || name.endsWith(".txt")) {
                template(name);
            }
        }
    }

    /** The page, as text. */
    public String render(String name, Map<String, Object> model) {
        StringWriter out = new StringWriter(4096);
        try {
            template(name).evaluate(out, model);
        } catch (PebbleException e) {
            throw broken(name, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private PebbleTemplate template(String name) {
        if (name.startsWith("/") || name.contains("..") || name.contains("\\")) {
            throw new IllegalArgumentException("\"" + name + "\" is not the name of a template in " + FOLDER);
        }
        try {
            return engine.getTemplate(name);
        } catch (PebbleException e) {
            throw broken(name, e);
        }
    }

    private static IllegalArgumentException broken(String name, PebbleException e) {
        String line = e.getLineNumber() == null ? "" : ", line " + e.getLineNumber();
        return new IllegalArgumentException("Template " + FOLDER + "/" + name + line + ": " + e.getPebbleMessage(), e);
    }

    private static final class UrlForExtension extends AbstractExtension {
        private final UrlFor urlFor;

        UrlForExtension(UrlFor urlFor) {
            this.urlFor = urlFor;
        }

        @Override
        public Map<String, Function> getFunctions() {
            return Map.of("urlFor", new Function() {
                @Override
                public Object execute(
                        Map<String, Object> args, PebbleTemplate self, EvaluationContext context, int lineNumber) {
                    // Without names for its arguments Pebble passes them under "0", "1", …
                    String route = String.valueOf(args.get("0"));
                    Object[] values = new Object[args.size() - 1];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = String.valueOf(args.get(Integer.toString(i + 1)));
                    }
                    return urlFor.path(route, values);
                }

                @Override
                public List<String> getArgumentNames() {
                    return List.of();
                }
            });
        }
    }
}
