package dev.brigade.web.content;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The files of a class-path folder, for browsers. Safe from any thread: the folder is immutable and each file is put into
 * the cache whole; two threads that read the same file at once put equal values.
 *
 * <p>In production a file is read once. In development it is read each time, from {@code src/main/resources} of the working
 * directory if the folder is there, so that an edit shows at once.
 */
public final class StaticFiles {

    /**
     * A file, ready to be sent. Nobody changes its bytes.
     *
     * @param bytes its content
     * @param type its media type
     * @param etag its strong entity tag (RFC 9110, section 8.8.3), from a hash of its content
     */
    public record StaticFile(byte[] bytes, String type, String etag) {}

    private final Supplier<ResourceFolder> folder;
    private final boolean development;
    private final Map<String, StaticFile> cache = new ConcurrentHashMap<>();

    /** @param name of the folder, on the class path of {@code resources} */
    public StaticFiles(ClassLoader resources, String name, boolean development) {
        Path source = Path.of("src", "main", "resources", name);
        ResourceFolder atStart = ResourceFolder.open(resources, name);
        this.folder = development && Files.isDirectory(source) ? () -> ResourceFolder.of(source) : () -> atStart;
        this.development = development;
    }

    /** The file of this name, if the folder had it at start. */
    public Optional<StaticFile> find(String name) {
        ResourceFolder now = folder.get();
        if (!now.has(name)) {
            return Optional.empty();
        }
        return Optional.of(development ? load(now, name) : cache.computeIfAbsent(name, file -> load(now, file)));
    }

    /** Whether there is nothing to serve. */
    public boolean isEmpty() {
        return folder.get().names().isEmpty();
    }

    private static StaticFile load(ResourceFolder from, String name) {
        byte[] bytes = from.read(name);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new StaticFile(
                    bytes, MediaTypes.ofFile(name), '"' + HexFormat.of().formatHex(hash, 0, 12) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each Java platform has SHA-256
        }
    }
}
