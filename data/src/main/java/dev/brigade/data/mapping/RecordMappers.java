package dev.brigade.data.mapping;

import java.lang.reflect.Type;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.RowMapperFactory;

/**
 * A record is mapped by the names of its components without being registered. Jdbi keeps the mappers that it has found
 * for as long as a handle, which is a request; here they stay for as long as the class. Safe from any thread, by
 * {@link ClassValue}, which publishes one mapper for a class.
 */
final class RecordMappers implements RowMapperFactory {
    private final Untouched untouched;

    private final ClassValue<RowMapper<?>> made = new ClassValue<>() {
        @Override
        protected RowMapper<?> computeValue(Class<?> type) {
            return RecordMapper.of(type, untouched);
        }
    };

    RecordMappers(Jdbi jdbi) {
        untouched = new Untouched(jdbi);
    }

    @Override
    public Optional<RowMapper<?>> build(Type type, ConfigRegistry config) {
        return type instanceof Class<?> clazz && clazz.isRecord() ? Optional.of(made.get(clazz)) : Optional.empty();
    }
}
