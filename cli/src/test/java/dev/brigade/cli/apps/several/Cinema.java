package dev.brigade.cli.apps.several;

import dev.brigade.web.App;

abstract class Cinema {
    static App app() {
        return App.named("cinema");
    }

    static final class Matinee {
        App app() {
            throw new IllegalStateException("no film");
        }
    }
}
