package dev.brigade.cli.apps.held;

import dev.brigade.web.App;

final class Shop {
    /** What a test wants of it, as the page about durable jobs shows: its accessor looks like a factory. */
    record Held(App app, String more) {}

    private Shop() {}

    static App app() {
        return new Held(App.named("shop"), "").app();
    }
}
