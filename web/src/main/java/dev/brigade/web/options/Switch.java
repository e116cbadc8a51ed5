package dev.brigade.web.options;

import java.util.function.BooleanSupplier;

/** The value of a setting that is on or off, unless it is left to how the application runs. */
enum Switch {
    /** As it suits: what that is, the setting's description says. */
    AUTO,
    ON,
    OFF;

    /** @param auto what suits; asked only if it is left to that */
    boolean isOn(BooleanSupplier auto) {
        return switch (this) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> auto.getAsBoolean();
        };
    }
}
