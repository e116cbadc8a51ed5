package dev.brigade.web.content;

import java.util.Map;

/** Pages of one application, from {@link Templates}. Immutable: safe from any thread. */
public final class Views {

    /** Makes the path of a named route, for templates: {@code {{ urlFor("order", id) }}}. */
    @FunctionalInterface
    public interface UrlFor {
        String path(String route, Object... values);
    }

    private final Templates templates;
    private final UrlFor urlFor;

    public Views(Templates templates, UrlFor urlFor) {
        this.templates = templates;
        this.urlFor = urlFor;
    }

    /** The page, as text. */
    public String render(String name, Map<String, Object> model) {
        return templates.render(name, model, urlFor);
    }
}
