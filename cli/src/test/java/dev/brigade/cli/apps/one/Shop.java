package dev.brigade.cli.apps.one;

import dev.brigade.web.App;

/** An application as most are: not public, made without arguments, its factory not static. */
final class Shop {
    private Shop() {}

    App app() {
        return App.named("shop");
    }

    /** Not a factory: it takes something. */
    static App app(String name) {
        return App.named(name);
    }
}
