package dev.brigade.check;

import dev.brigade.check.report.Finding;
import dev.brigade.check.report.FindingJson;
import dev.brigade.check.report.HtmlReport;
import dev.brigade.check.report.ReplayFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Leaves a finding below the build's folder: as a page, as JSON for the live page, which shows it step by step, and as a file that can be
 * replayed. Safe from any thread.
 */
final class FindingFiles {
    private static final List<String> FOLDERS = List.of("target", "build");

    /** Disks take 255 bytes, suffix included. */
    private static final int LONGEST = 200;

    private FindingFiles() {}

    /** Where the page is; empty if this is no project that is being built, or the disk refuses. */
    static Optional<Path> write(Finding finding) {
        return FOLDERS.stream()
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .flatMap(build -> write(finding, build));
    }

    private static Optional<Path> write(Finding finding, Path build) {
        String name = name(finding.subject().name() + " " + finding.anomaly().text());
        Path folder = build.resolve("brigade").resolve("findings");
        try {
            Files.createDirectories(folder);
            Path page = folder.resolve(name + ".html");
            Files.writeString(page, HtmlReport.of(List.of(finding), List.of()));
            Files.writeString(folder.resolve(name + FindingJson.SUFFIX), FindingJson.of(finding));
            ReplayFile.of(finding).write(folder.resolve(name + ReplayFile.SUFFIX));
            return Optional.of(page);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            return Optional.empty(); // the report is in the error; the page is only more beautiful
        }
    }

    /** A name that any disk takes. Where letters are left out, or many, a number keeps it apart from others. */
    static String name(String text) {
        String name = text.replaceAll("[^A-Za-z0-9.]+", "-");
        boolean isWhole = name.length() <= LONGEST && text.chars().allMatch(c -> c < 128);
        return isWhole
                ? name
                : name.substring(0, Math.min(name.length(), LONGEST)) + "-" + Integer.toHexString(text.hashCode());
    }
}
