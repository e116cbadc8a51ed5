package dev.brigade.bench.spring;

import dev.brigade.bench.subject.DatabasePlace;
import dev.brigade.bench.subject.World;
import java.util.Objects;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The transactions. A conflict begins one anew, at once: {@code @Retryable} goes around {@code @Transactional}. */
@Service
class WorldService {
    private static final RowMapper<World> WORLD = (row, _) -> new World(row.getInt(1), row.getInt(2));

    private final JdbcTemplate jdbc;

    WorldService(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    @Retryable(includes = ConcurrencyFailureException.class, maxRetries = DatabasePlace.RUNS - 1, delay = 0)
    World select(int id) {
        return Objects.requireNonNull(jdbc.queryForObject(World.SELECT, WORLD, id));
    }

    @Transactional
    @Retryable(includes = ConcurrencyFailureException.class, maxRetries = DatabasePlace.RUNS - 1, delay = 0)
    World update(int id) {
        World changed = Objects.requireNonNull(jdbc.queryForObject(World.SELECT, WORLD, id))
                .changed();
        jdbc.update(World.UPDATE, changed.randomNumber(), id);
        return changed;
    }
}
