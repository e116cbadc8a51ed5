package dev.brigade.data.mapping;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.argument.QualifiedArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.qualifier.QualifiedType;

/**
 * How values of the plainest types become parameters of a statement: just as Jdbi says, asked once. Jdbi remembers it for as long as a statement, so
 * that each {@code int} of each statement goes past a dozen of its factories, which costs half a microsecond. What is registered later is asked
 * before this, as it is before Jdbi's own. Safe from any thread: immutable.
 */
final class PlainArguments implements QualifiedArgumentFactory.Preparable {
    private final Map<QualifiedType<?>, Optional<Function<Object, Argument>>> known;

    /** @param jdbis what Jdbi has by itself */
    PlainArguments(Arguments jdbis) {
        known = Stream.of(
                        Boolean.class,
                        Short.class,
                        Integer.class,
                        Long.class,
                        Float.class,
                        Double.class,
                        BigDecimal.class,
                        String.class,
                        UUID.class,
                        Instant.class,
                        LocalDate.class,
                        LocalTime.class,
                        LocalDateTime.class,
                        OffsetDateTime.class)
                .map(QualifiedType::of)
                .collect(Collectors.toUnmodifiableMap(type -> type, jdbis::prepareFor));
    }

    @Override
    public Optional<Function<Object, Argument>> prepare(QualifiedType<?> type, ConfigRegistry config) {
        return known.getOrDefault(type, Optional.empty());
    }

    @Override
    public Optional<Argument> build(QualifiedType<?> type, Object value, ConfigRegistry config) {
        return prepare(type, config).map(prepared -> prepared.apply(value));
    }
}
