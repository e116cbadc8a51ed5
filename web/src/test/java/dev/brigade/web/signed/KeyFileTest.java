package dev.brigade.web.signed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    @Test
    void the_key_is_kept_for_its_owner_alone(@TempDir Path folder) throws Exception {
        String key = KeyFile.key(folder.resolve("data"), true, "shop");

        assertThat(key).hasSizeGreaterThanOrEqualTo(Keys.SHORTEST);
        assertThat(KeyFile.key(folder.resolve("data"), false, "shop")).isEqualTo(key);
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            assertThat(files).singleElement().satisfies(file -> {
                assertThat(file).hasFileName("shop.session-key");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            });
        }
    }

    @Test
    void without_a_folder_or_with_a_broken_file_it_lasts_as_long_as_the_process(@TempDir Path folder) throws Exception {
        assertThat(KeyFile.key(folder.resolve("none"), false, "shop")).hasSizeGreaterThanOrEqualTo(Keys.SHORTEST);
        assertThat(folder.resolve("none")).doesNotExist();

        Files.writeString(folder.resolve("shop.session-key"), "short");
        assertThat(KeyFile.key(folder, true, "shop")).hasSizeGreaterThanOrEqualTo(Keys.SHORTEST);
        assertThat(folder.resolve("shop.session-key")).hasContent("short");
    }

    /** Threads stand for processes: what they share is the file. */
    @Test
    void all_that_ask_for_it_at_once_get_the_same(@TempDir Path folder) throws Exception {
        int threads = 4;
        CyclicBarrier together = new CyclicBarrier(threads);
        try (ExecutorService processes = Executors.newFixedThreadPool(threads)) {
            for (int round = 0; round < 300; round++) {
                String application = "shop" + round;
                Callable<String> asks = () -> {
                    together.await();
                    return KeyFile.key(folder, true, application);
                };
                List<Future<String>> keys = Stream.generate(() -> processes.submit(asks))
                        .limit(threads)
                        .toList();
                String first = keys.getFirst().get();
                for (Future<String> key : keys) {
                    assertThat(key.get()).isEqualTo(first);
                }
            }
        }
    }
}
