package dev.brigade.data.place;

import dev.brigade.data.errors.DatabaseException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The folder of an H2 database in a file, and that file, looked at before H2 does: what H2 finds wrong with the folder, it tells in stack traces on the console, and
 * from a file that it may not write it reads without a word, until somebody writes.
 */
final class DataFolder {
    private static final String ASYNC = "async:";

    private DataFolder() {}

    /**
     * Makes the folder if it is not there.
     *
     * @throws DatabaseException if it can't be written into, or there is a file in it that can't be written
     */
    static void ready(Target target) {
        Optional<Path> found = file(target);
        if (found.isEmpty()) {
            return;
        }
        Path file = found.get();
        Path path = Objects.requireNonNull(file.getParent(), "an absolute path of a file has a folder");
        String wrong = wrong(path, file);
        if (!wrong.isEmpty()) {
            throw new DatabaseException(
                    "Database \"" + target.name() + "\" at " + target.place() + " can't be opened: its " + wrong
                            + ". Mend that, start it in another folder, or set " + target.setting("url")
                            + " to jdbc:h2:/another/folder/name.");
        }
    }

    private static String wrong(Path folder, Path file) {
        String user = " by user " + System.getProperty("user.name");
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                return "folder " + folder + " may not be written" + user;
            }
            return Files.exists(file) && !Files.isWritable(file) ? "file " + file + " may not be written" + user : "";
        } catch (AccessDeniedException e) {
            return "folder " + folder + " may not be made" + user;
        } catch (FileAlreadyExistsException e) {
            return "folder " + folder + " is no folder, or within a file";
        } catch (IOException e) {
            return "folder " + folder + " can't be made: " + e.getMessage();
        }
    }

    /** Empty if it is not in a file, or is only to be read. */
    private static Optional<Path> file(Target target) {
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
            return Optional.of(Path.of(absolute + ".mv.db").toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty(); // H2 says what is wrong with it
        }
    }
}
