package dev.brigade.web.content;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What turns values into bytes and back, which takes long to make: JSON, validation, templates, static files. Safe from any
 * thread: its parts are, and {@code folders} is a concurrent map that is only added to.
 */
public final class Content {
    private static final Map<ClassLoader, Content> SHARED = new ConcurrentHashMap<>();

    private final ClassLoader resources;
    private final boolean development;
    private final Json json = new Json();
    private final BodyValidator validator;
    private final Templates templates;
    private final Map<String, StaticFiles> folders = new ConcurrentHashMap<>();

    private Content(ClassLoader resources, boolean development, BodyValidator validator) {
        this.resources = resources;
        this.development = development;
        this.validator = validator;
        this.templates = new Templates(resources, development);
        templates.check();
    }

    /**
     * For one application.
     *
     * @throws IllegalArgumentException if a template is broken, with its line
     */
    public static Content of(ClassLoader resources, boolean development) {
        return new Content(resources, development, new BodyValidator());
    }

    /**
     * One for all applications of a class loader, for who starts them by the thousand, and which starts no thread. What it has
     * read stays until the process ends: an edited file does not show.
     *
     * @throws IllegalArgumentException if a template is broken, with its line
     */
    public static Content shared(ClassLoader resources) {
        Content known = SHARED.get(resources);
        return known != null
                ? known
                : SHARED.computeIfAbsent(
                        resources, loader -> new Content(loader, false, BodyValidator.withoutThread()));
    }

    public Json json() {
        return json;
    }

    public BodyValidator validator() {
        return validator;
    }

    public Templates templates() {
        return templates;
    }

    /** The files of a class-path folder. */
    public StaticFiles files(String folder) {
        return folders.computeIfAbsent(folder, name -> new StaticFiles(resources, name, development));
    }
}
