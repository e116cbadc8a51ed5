package dev.brigade.data.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters are bound as Jdbi binds them, and as an application has it bind them. */
class PlainArgumentsTest {
    private static final String SQL = "select ? as answer";

    private final List<String> calls = new ArrayList<>();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    static List<Object> values() {
        return List.of(
                true,
                (short) 7,
                7,
                7L,
                7.5f,
                7.5,
                new BigDecimal("7.50"),
                "seven",
                new UUID(7, 7),
                Instant.parse("2026-02-03T04:05:06Z"),
                LocalDate.of(2026, 2, 3),
                LocalTime.of(4, 5, 6),
                LocalDateTime.of(2026, 2, 3, 4, 5, 6),
                OffsetDateTime.of(2026, 2, 3, 4, 5, 6, 0, ZoneOffset.ofHours(7)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void each_is_bound_by_the_same_call_as_by_jdbi_alone(Object value) throws SQLException {
        assertThat(bound(new Handles().open(recorded()), value))
                .isEqualTo(bound(Jdbi.create(recorded()).open(), value))
                .singleElement()
                .asString()
                .startsWith("set");
    }

    @ParameterizedTest
    @MethodSource("values")
    void so_is_none_of_its_type(Object value) throws SQLException {
        assertThat(boundNull(new Handles().open(recorded()), value.getClass()))
                .isEqualTo(boundNull(Jdbi.create(recorded()).open(), value.getClass()))
                .singleElement()
                .asString()
                .startsWith("setNull");
    }

    @Test
    void it_is_asked_before_those_of_jdbi() {
        Arguments arguments = new Handles().open(connection).getConfig(Arguments.class);

        assertThat(arguments.getFactories().getFirst()).isInstanceOf(PlainArguments.class);
    }

    @Test
    void what_an_application_registers_comes_first() {
        try (Handle handle = new Handles().open(connection)) {
            handle.registerArgument(new AbstractArgumentFactory<Integer>(Types.INTEGER) {
                @Override
                protected Argument build(Integer value, ConfigRegistry config) {
                    return (position, statement, _) -> statement.setInt(position, value + 1);
                }
            });
            assertThat(handle.select(SQL, 7).mapTo(int.class).one()).isEqualTo(8);
        }
    }

    private List<String> bound(Handle handle, Object value) {
        calls.clear();
        handle.select(SQL, value).mapTo(String.class).one();
        return List.copyOf(calls);
    }

    private List<String> boundNull(Handle handle, Class<?> type) {
        calls.clear();
        handle.createQuery(SQL).bindByType(0, null, type).mapTo(String.class).findOne();
        return List.copyOf(calls);
    }

    /** Which writes down by what its parameters are set. */
    private Connection recorded() {
        return instead(Connection.class, connection, (_, result) -> {
            if (!(result instanceof PreparedStatement statement)) {
                return result;
            }
            return instead(PreparedStatement.class, statement, (call, of) -> {
                if (call.startsWith("set") && !call.startsWith("setQueryTimeout")) {
                    calls.add(call);
                }
                return of;
            });
        });
    }

    private interface Seen {
        Object after(String call, Object result);
    }

    private static <T> T instead(Class<T> type, T real, Seen seen) {
        return type.cast(Proxy.newProxyInstance(
                PlainArgumentsTest.class.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    try {
                        return seen.after(
                                method.getName() + (arguments == null ? "" : Arrays.toString(arguments)),
                                method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
