package dev.brigade.data.mapping;

import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.enums.EnumStrategy;
import org.jdbi.v3.core.enums.Enums;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMapperFactory;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.mapper.reflect.ColumnNameMatcher;
import org.jdbi.v3.core.mapper.reflect.ReflectionMappers;
import org.jdbi.v3.core.qualifier.QualifiedType;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Whether a handle or statement maps columns as Jdbi does by itself. Column names: by comparison of the settings. Column
 * mappers, which Jdbi does not list: by a mark, for which a mapper was found at the start. Handles and statements inherit
 * what has been found; who registers a mapper must make Jdbi forget all that it has found, or the new one would not be
 * used for types that have been seen. So while the mark's mapper is still the same object, none has been registered
 * since; found again, it is another.
 *
 * <p>Never changes; safe from any thread.
 */
final class Untouched {
    private static final QualifiedType<Mark> MARK = QualifiedType.of(Mark.class);

    private final Optional<ColumnMapper<Mark>> mark;
    private final List<ColumnNameMatcher> matchers;
    private final UnaryOperator<String> caseChange;
    private final EnumStrategy enumStrategy;

    Untouched(Jdbi jdbi) {
        ColumnMapperFactory marks = (type, _) -> type == Mark.class ? Optional.of(new MarkMapper()) : Optional.empty();
        mark = jdbi.getConfig(ColumnMappers.class).register(marks).findFor(MARK);
        ReflectionMappers names = jdbi.getConfig(ReflectionMappers.class);
        matchers = List.copyOf(names.getColumnNameMatchers());
        caseChange = names.getCaseChange();
        enumStrategy = jdbi.getConfig(Enums.class).getDefaultStrategy();
    }

    /** Whether {@code config} maps columns as Jdbi does by itself; enums are looked at only if {@code enums}. */
    @SuppressWarnings(
            "ReferenceEquality") // two functions are the same if they are one object; others can't be compared
    boolean in(ConfigRegistry config, boolean enums) {
        ReflectionMappers names = config.get(ReflectionMappers.class);
        return config.get(ColumnMappers.class).findFor(MARK).equals(mark)
                && !names.isStrictMatching()
                && names.getCaseChange() == caseChange
                && names.getColumnNameMatchers().equals(matchers)
                && (!enums || config.get(Enums.class).getDefaultStrategy() == enumStrategy);
    }

    private record Mark() {}

    /** Equal to itself only; not a lambda, which could be one object for all. */
    private static final class MarkMapper implements ColumnMapper<Mark> {
        @Override
        public Mark map(ResultSet rows, int column, StatementContext context) {
            return new Mark();
        }
    }
}
