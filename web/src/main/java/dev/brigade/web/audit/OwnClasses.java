package dev.brigade.web.audit;

import dev.brigade.data.Work;
import dev.brigade.threads.MeetingPoint;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which classes are the application's own: those that come from where a class comes from that it handed over, those in its
 * package or below, and those in folders; never those of Brigade or of the JDK. Confined to the thread that asks.
 */
final class OwnClasses implements Predicate<String> {
    /** Modules of Brigade that an application may have, and whose objects its handlers then capture: a class of each. */
    private static final List<String> OPTIONAL = List.of("dev.brigade.jobs.Jobs");

    private static final Set<String> BRIGADE = Stream.concat(
                    Stream.of(Root.class, Work.class, MeetingPoint.class),
                    OPTIONAL.stream().flatMap(name -> find(name, Audit.class.getClassLoader()).stream()))
            .map(OwnClasses::place)
            .collect(Collectors.toUnmodifiableSet());

    private final ClassLoader loader;
    private final Set<String> places = new HashSet<>();
    private final Set<String> packages = new HashSet<>();
    private final Map<String, Boolean> known = new HashMap<>();

    /** @param handedOver classes whose objects the application has handed over */
    OwnClasses(ClassLoader loader, Iterable<Class<?>> handedOver) {
        this.loader = loader;
        for (Class<?> type : handedOver) {
            if (!isBrigade(type) && !isJdk(type)) {
                packages.add(type.getPackageName());
                places.add(place(type));
            }
        }
        places.removeAll(BRIGADE); // all in one JAR
        places.remove("");
    }

    @Override
    public boolean test(String name) {
        return known.computeIfAbsent(name, _ -> find(name).filter(this::isOwn).isPresent());
    }

    /** The class, not initialised. */
    Optional<Class<?>> find(String name) {
        return find(name, loader);
    }

    private static Optional<Class<?>> find(String name, ClassLoader loader) {
        try {
            return Optional.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty(); // an optional dependency that is not there
        }
    }

    private boolean isOwn(Class<?> type) {
        return !isJdk(type)
                && !isBrigade(type)
                && (places.contains(place(type))
                        || packages.stream().anyMatch(one -> isBelow(type.getPackageName(), one))
                        || isFolder(place(type)));
    }

    private static boolean isBelow(String name, String above) {
        return name.equals(above) || (!above.isEmpty() && name.startsWith(above + "."));
    }

    static boolean isJdk(Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader().equals(ClassLoader.getPlatformClassLoader());
    }

    static boolean isBrigade(Class<?> type) {
        return type.getName().startsWith("dev.brigade.") && BRIGADE.contains(place(type));
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? "" : location.toString();
    }

    private static boolean isFolder(String place) {
        return place.startsWith("file:") && Files.isDirectory(Path.of(java.net.URI.create(place)));
    }
}
