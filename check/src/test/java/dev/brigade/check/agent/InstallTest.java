package dev.brigade.check.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSessionListener;

class InstallTest {
    @Test
    void junit_finds_the_listener() {
        assertThat(ServiceLoader.load(LauncherSessionListener.class)).hasAtLeastOneElementOfType(AgentListener.class);
    }

    @Test
    void all_hooks_are_put_on_the_boot_class_path() throws IOException {
        try (var files = Files.list(Path.of("target", "classes", "dev", "brigade", "check", "hooks"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("package-info.class"))
                            .map(name -> "dev/brigade/check/hooks/" + name.replace(".class", "")))
                    .containsExactlyInAnyOrderElementsOf(BootJar.CLASSES);
        }
    }

    @Test
    void installing_twice_is_nothing() {
        Agent.install();
        Agent.install();
        assertThat(Agent.failures()).isNotNull();
    }

    @Test
    void packages_of_the_jdk_are_open_to_the_explorer() throws ReflectiveOperationException {
        Agent.install();
        Thread.class.getDeclaredField("tid").setAccessible(true);
        assertThat(Object.class.getModule().isOpen("sun.nio.ch", Agent.class.getModule()))
                .isTrue();
    }

    @Test
    void sites_of_several_threads_have_different_ids() {
        Set<Integer> ids = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> {
                    for (int j = 0; j < 2000; j++) {
                        int id = Sites.add(InstallTest::site, Call.NONE);
                        assertThat(Sites.of(id).id()).isEqualTo(id);
                        ids.add(id);
                    }
                });
            }
        }
        assertThat(ids).hasSize(8000);
        assertThat(Sites.count()).isGreaterThanOrEqualTo(8000);
    }

    @Test
    void an_unknown_site_is_refused() {
        assertThatThrownBy(() -> Sites.of(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this one has");
    }

    private static Site site(int id) {
        return new Site(id, Site.Operation.READ, "A", "a", 1, "A.java", "B", "b", false, false);
    }
}
