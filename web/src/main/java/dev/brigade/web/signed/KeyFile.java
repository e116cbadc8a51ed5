package dev.brigade.web.signed;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key for development, made once and kept beside the data of the application, so that who is signed in stays so when it starts again.
 * Several processes may ask at once: the one that creates the file decides, and the others find it whole.
 */
public final class KeyFile {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private KeyFile() {}

    /**
     * The key of that folder; one of this process only if there is no such folder, or the file can't be used.
     *
     * @param create whether the folder is made if it is not there
     */
    public static String key(Path folder, boolean create, String application) {
        if (!create && !Files.isDirectory(folder)) {
            return Keys.random();
        }
        Path file = folder.resolve(application + ".session-key");
        try {
            Files.createDirectories(folder);
            return read(file);
        } catch (IOException e) {
            LOG.warn("{} can't be used ({}); sessions last until this process ends", file, e.toString());
            return Keys.random();
        }
    }

    private static String read(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        String kept = Files.readString(file).strip();
        if (kept.length() < Keys.SHORTEST) {
            throw new IOException("it holds no key; delete it");
        }
        return kept;
    }

    /** With the key in it from the first moment, and for the owner alone; does nothing if another process was first. */
    private static void create(Path file) throws IOException {
        Path made = Files.createTempFile(file.toAbsolutePath().getParent(), "session-key", "", forOwner(file));
        try {
            Files.writeString(made, Keys.random());
            try {
                Files.createLink(file, made);
            } catch (UnsupportedOperationException noLinks) {
                Files.move(made, file);
            }
        } catch (FileAlreadyExistsException e) {
            // its key is everybody's
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static FileAttribute<?>[] forOwner(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
