package dev.brigade.bench.spring;

import dev.brigade.bench.subject.World;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The routes. Outside of the transactions, so that nothing is answered before the commit. */
@RestController
class WorldController {
    private final WorldService worlds;

    WorldController(WorldService worlds) {
        this.worlds = worlds;
    }

    @GetMapping("/world/{id}")
    World select(@PathVariable int id) {
        return worlds.select(id);
    }

    @PostMapping("/world/{id}")
    World update(@PathVariable int id) {
        return worlds.update(id);
    }
}
