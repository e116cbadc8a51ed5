package dev.brigade.data.place;

import dev.brigade.data.errors.DatabaseException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The folder of an H2 database in a file, looked at before H2 does: what H2 finds wrong with it, it tells in stack traces on the console. */
final class DataFolder {
    private static final String ASYNC = "async:";

    private DataFolder() {}

    /**
     * Makes the folder if it is not there.
     *
     * @throws DatabaseException if it can't be written into
     */
    static void ready(Target target) {
        Optional<Path> folder = of(target);
        if (folder.isEmpty()) {
            return;
        }
        Path path = folder.get();
        String wrong;
        try {
            Files.createDirectories(path);
            wrong = Files.isWritable(path) ? "" : "may not be written by user " + System.getProperty("user.name");
        } catch (AccessDeniedException e) {
            wrong = "may not be made by user " + System.getProperty("user.name");
        } catch (FileAlreadyExistsException e) {
            wrong = "is no folder, or within a file";
        } catch (IOException e) {
            wrong = "can't be made: " + e.getMessage();
        }
        if (!wrong.isEmpty()) {
            throw new DatabaseException(
                    "Database \"" + target.name() + "\" at " + target.place() + " can't be opened: its folder "
                            + path + " " + wrong
                            + ". Mend that, start it in another folder, or set " + target.setting("url")
                            + " to jdbc:h2:/another/folder/name.");
        }
    }

    /** Empty if it is not in a file, or is only to be read. */
    private static Optional<Path> of(Target target) {
        String options = target.url().toUpperCase(Locale.ROOT);
        if (!target.isEmbedded() || options.contains(";ACCESS_MODE_DATA=R") || options.contains(";IFEXISTS=TRUE")) {
            return Optional.empty();
        }
        String file = target.url().substring("jdbc:h2:".length()).replaceFirst(";.*", "");
        if (!file.startsWith(ASYNC)) { // in memory, or in a file system of H2's own
            return Optional.empty();
        }
        String path = file.substring(ASYNC.length());
        String absolute = path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
        try {
            return Optional.ofNullable(
                    Path.of(absolute).toAbsolutePath().normalize().getParent());
        } catch (InvalidPathException e) {
            return Optional.empty(); // H2 says what is wrong with it
        }
    }
}
