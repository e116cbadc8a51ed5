package dev.brigade.web.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a folder on the class path, in all its jars and directories, as they are when it is opened. Immutable.
 *
 * <p>A file is found only by the exact name under which it was listed, so no name can lead out of the folder.
 */
public final class ResourceFolder {
    private final Map<String, URL> files;

    private ResourceFolder(Map<String, URL> files) {
        this.files = files;
    }

    /** The folder {@code name}; empty if there is none. */
    public static ResourceFolder open(ClassLoader loader, String name) {
        Map<String, URL> files = new TreeMap<>();
        try {
            for (URL root : Collections.list(loader.getResources(name))) {
                list(root, files);
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("The class-path folder \"" + name + "\" can't be listed", e);
        }
        return new ResourceFolder(Collections.unmodifiableMap(files));
    }

    /** The files of a directory as they are now. */
    static ResourceFolder of(Path directory) {
        Map<String, URL> files = new TreeMap<>();
        try {
            list(directory, files);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + directory + " can't be listed", e);
        }
        return new ResourceFolder(Collections.unmodifiableMap(files));
    }

    private static void list(URL root, Map<String, URL> files) throws IOException, URISyntaxException {
        if (root.getProtocol().equals("file")) {
            list(Path.of(root.toURI()), files);
        } else if (root.getProtocol().equals("jar")) {
            String jar = root.toString();
            int inside = jar.indexOf("!/");
            try (FileSystem zip = FileSystems.newFileSystem(Path.of(URI.create(jar.substring(4, inside))), Map.of())) {
                list(zip.getPath(jar.substring(inside + 1)), files);
            }
        }
    }

    private static void list(Path root, Map<String, URL> files) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                // As on any class path, the first of a name wins.
                files.putIfAbsent(
                        root.relativize(file).toString().replace('\\', '/'),
                        file.toUri().toURL());
            }
        }
    }

    /** The names of its files, relative to it, with slashes. */
    public Set<String> names() {
        return files.keySet();
    }

    /** Whether it has a file of this name. */
    public boolean has(String name) {
        return files.containsKey(name);
    }

    /** The bytes of a file that is listed, as they are now. */
    public byte[] read(String name) {
        URL url = files.get(name);
        if (url == null) {
            throw new IllegalArgumentException("There is no file " + name);
        }
        try (var in = url.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
