package dev.brigade.bench.report;

import dev.brigade.bench.process.BenchmarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Writes figures as JSON: a list of objects, one on each line so that two runs are easily compared. */
public final class ResultFile {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ResultFile() {}

    /** Writes {@code NAME.json} into the folder, which is made if it is not there. */
    public static Path write(Path folder, String name, List<Figure> figures) {
        Path file = folder.resolve(name + ".json");
        String lines =
                figures.stream().map(JSON::writeValueAsString).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
        try {
            Files.createDirectories(folder);
            return Files.writeString(file, lines);
        } catch (IOException e) {
            throw new BenchmarkException("The results can't be written to " + file + ": " + e, e);
        }
    }
}
