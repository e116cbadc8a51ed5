package dev.brigade.check.agent;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Installs the agent when JUnit starts, before it loads test classes and they load the application's: then each is instrumented when
 * it is loaded. JUnit finds it by itself; the system property {@value #PROPERTY} set to {@code off} keeps it from doing anything.
 */
public final class AgentListener implements LauncherSessionListener {
    /** The system property that switches this listener off. */
    public static final String PROPERTY = "brigade.check.agent";

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty(PROPERTY, "").equals("off")) {
            return;
        }
        try {
            Agent.install();
        } catch (IllegalStateException e) {
            // Most tests explore nothing and can do without; who does calls install again and is told the reason.
            System.err.println("[brigade-check] " + e.getMessage());
        }
    }
}
