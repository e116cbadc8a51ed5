package dev.brigade.web.signed;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key for development, made once and kept beside the data of the application, so that who is signed in stays so when it starts again.
 * Several processes may ask at once: the one that creates the file decides.
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
        String made = Keys.random();
        try {
            // Empty first and for the owner alone, so that nobody else has it open when the key comes in.
            Files.createFile(file, forOwner(file));
            Files.writeString(file, made, StandardOpenOption.WRITE);
            return made;
        } catch (FileAlreadyExistsException e) {
            String kept = Files.readString(file).strip();
            if (kept.length() < Keys.SHORTEST) {
                throw new IOException("it holds no key; delete it");
            }
            return kept;
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
