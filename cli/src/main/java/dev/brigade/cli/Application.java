package dev.brigade.cli;

import dev.brigade.web.App;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one class of a folder whose {@code App app()} makes the application.
 *
 * @param className its binary name
 */
record Application(String className) {
    /**
     * Chooses among the classes of {@code folder} that declare {@code App app()}.
     *
     * @param wanted the name of the class, qualified or simple, where there are several
     * @throws UserMistake if none or several fit, saying which there are
     */
    static Application in(Path folder, Optional<String> wanted) {
        List<Candidate> candidates = Candidates.in(folder);
        List<Candidate> fitting = makeable(candidates.stream()
                .filter(candidate -> wanted.isEmpty() || isNamed(candidate, wanted.get()))
                .toList());
        if (fitting.isEmpty()) {
            throw new UserMistake(wanted.filter(_ -> !candidates.isEmpty())
                    .map(name -> "No application is named " + name + ". There are: " + names(candidates) + ".")
                    .orElseGet(() -> "No application in " + folder + ": no class has a method App app() that returns "
                            + App.class.getName() + "."));
        }
        if (fitting.size() > 1) {
            throw new UserMistake("There are several applications: " + names(fitting)
                    + ". Choose one by its class: --app " + fitting.getFirst().className());
        }
        Candidate only = fitting.getFirst();
        if (!only.creatable()) {
            throw new UserMistake(only.className()
                    + " can't be made: make its method app() static, or give it a constructor without parameters.");
        }
        return new Application(only.className());
    }

    /** Those that can be made, if there are any: a record that holds an application for tests has a method like a factory. */
    private static List<Candidate> makeable(List<Candidate> all) {
        List<Candidate> makeable = all.stream().filter(Candidate::creatable).toList();
        return makeable.isEmpty() ? all : makeable;
    }

    private static boolean isNamed(Candidate candidate, String name) {
        String full = candidate.className();
        return full.equals(name) || full.endsWith("." + name) || full.endsWith("$" + name);
    }

    private static String names(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::className).collect(Collectors.joining(", "));
    }

    /**
     * Calls {@code app()}, on a new instance if it is not static.
     *
     * @throws Exception what the application's own code threw
     */
    App create() throws Exception {
        Class<?> type = Class.forName(className);
        Method factory = type.getDeclaredMethod("app");
        factory.setAccessible(true);
        try {
            return (App) factory.invoke(Modifier.isStatic(factory.getModifiers()) ? null : newInstance(type));
        } catch (InvocationTargetException e) {
            throw unwrapped(e);
        }
    }

    private static Object newInstance(Class<?> type) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static Exception unwrapped(InvocationTargetException e) {
        return switch (e.getCause()) {
            case Exception exception -> exception;
            case Error error -> throw error;
            case null, default -> e;
        };
    }
}
