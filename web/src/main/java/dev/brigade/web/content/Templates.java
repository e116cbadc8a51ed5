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
 * Pebble templates of the class-path folder {@code templates}, with autoescaping. Safe from any thread: the engine is, once
 * built, and nothing else is kept. Several applications may share them, since the paths of routes come with each page.
 *
 * <p>In development templates are read from {@code src/main/resources/templates} of the working directory if that is
 * there, afresh for each request, so that an edit shows at once.
 */
public final class Templates {
    private static final String FOLDER = "templates";

    /** Of the application whose page is made. */
    private static final ScopedValue<Views.UrlFor> URL_FOR = ScopedValue.newInstance();

    private final PebbleEngine engine;
    private final ResourceFolder folder;

    public Templates(ClassLoader resources, boolean development) {
        this.folder = ResourceFolder.open(resources, FOLDER);
        this.engine = new PebbleEngine.Builder()
                .loader(loader(resources, development))
                .cacheActive(!development)
                .autoEscaping(true)
                .strictVariables(true)
                .extension(new UrlForExtension())
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
    String render(String name, Map<String, Object> model, Views.UrlFor urlFor) {
        StringWriter out = new StringWriter(4096);
        try {
            PebbleTemplate template = template(name);
            ScopedValue.where(URL_FOR, urlFor).call(() -> {
                template.evaluate(out, model);
                return out;
            });
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
                    return URL_FOR.get().path(route, values);
                }

                @Override
                public List<String> getArgumentNames() {
                    return List.of();
                }
            });
        }
    }
}
