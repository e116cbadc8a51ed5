package dev.brigade.web;

import dev.brigade.data.Databases;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.guard.Guard;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a {@link LivePage} sees of a started application. Immutable; what it leads to is safe from any thread.
 *
 * @param app the application's name
 * @param path where the page is mounted, without a slash at its end: {@code /live}; empty for the root
 * @param node which process this is, for people: machine and port; known once it listens
 * @param development whether it runs in development mode
 * @param points what the application has declared that threads share, at this moment
 * @param allow who may see the page and cancel requests
 * @param values whether texts of statements may be shown with the values that stand in them
 */
public record Observed(
        String app,
        String path,
        Supplier<String> node,
        boolean development,
        Recorder recorder,
        Guard guard,
        Databases databases,
        Supplier<List<MeetingPoint>> points,
        LiveOptions.Allow allow,
        boolean values) {}
