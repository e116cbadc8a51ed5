package dev.brigade.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tests run on the class path, as applications mostly do; this one proves that the named modules fit together. */
class NamedModulesTest {
    private final Configuration resolved = ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(Room.classPath()), ModuleFinder.of(), Set.of("dev.brigade.cli"));

    @Test
    void the_modules_resolve_on_a_module_path() {
        assertThat(resolved.modules().stream().map(ResolvedModule::name))
                .containsAll(Room.ALL.stream().map(Room::moduleName).toList());
    }

    @Test
    void the_modules_load_as_named_modules() throws ClassNotFoundException {
        ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(
                        resolved, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
                .layer();

        Class<?> main = layer.findLoader("dev.brigade.cli").loadClass("dev.brigade.cli.Main");

        assertThat(main.getModule().getName()).isEqualTo("dev.brigade.cli");
        assertThat(main.getModule().canRead(layer.findModule("dev.brigade.web").orElseThrow()))
                .isTrue();
    }
}
