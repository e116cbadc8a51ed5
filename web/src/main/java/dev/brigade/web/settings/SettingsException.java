package dev.brigade.web.settings;

/** A setting is not as it must be; the message says which, where it was set and what it should be. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}
