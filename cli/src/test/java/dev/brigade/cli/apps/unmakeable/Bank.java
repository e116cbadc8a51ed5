package dev.brigade.cli.apps.unmakeable;

import dev.brigade.web.App;

record Bank(String name) {
    App app() {
        return App.named(name);
    }
}
