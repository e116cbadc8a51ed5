package dev.brigade.data.mapping;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Jdbi's mapper of a record, which remembers what Jdbi has found out for result sets with the same column labels. Finding
 * it out takes some 3 µs, as much as a SELECT by key on H2 with its transaction, and comes out the same each time, as long
 * as nothing that Jdbi asks for it has been configured otherwise: {@link Untouched} watches that, {@link PlainRecords}
 * tells which records ask for nothing else. In all other cases Jdbi finds it out again. Mapping itself, and what is said
 * when it fails, are always Jdbi's. The JVM's locale, by which Jdbi makes labels lower case, is taken to stay.
 *
 * <p>Safe from any thread: what is remembered is a list that never changes, replaced under the lock and read through a
 * volatile field. A mapper that it holds is shared by all threads; it has final fields only, and for plain records its
 * column mappers have no state of any statement.
 */
public final class RecordMapper<T> implements RowMapper<T> {
    /** More kinds of result sets than this for one record are SQL made up as one goes. */
    public static final int REMEMBERED = 16;

    private final RowMapper<T> jdbis;
    private final Untouched untouched;
    private final boolean enums;
    private final Object lock = new Object();
    private volatile List<Found<T>> found = List.of();

    private RecordMapper(RowMapper<T> jdbis, Untouched untouched, boolean enums) {
        this.jdbis = jdbis;
        this.untouched = untouched;
        this.enums = enums;
    }

    static <T> RowMapper<T> of(Class<T> type, Untouched untouched) {
        RowMapper<T> jdbis = ConstructorMapper.of(type);
        return PlainRecords.isPlain(type) ? new RecordMapper<>(jdbis, untouched, PlainRecords.hasEnums(type)) : jdbis;
    }

    @Override
    public T map(ResultSet rows, StatementContext context) throws SQLException {
        return specialize(rows, context).map(rows, context);
    }

    @Override
    public RowMapper<T> specialize(ResultSet rows, StatementContext context) throws SQLException {
        if (!untouched.in(context.getConfig(), enums)) {
            return jdbis.specialize(rows, context);
        }
        ResultSetMetaData columns = rows.getMetaData();
        RowMapper<T> known = known(columns);
        return known != null ? known : remember(labels(columns), jdbis.specialize(rows, context));
    }

    /** How many kinds of result sets are remembered. */
    public int remembered() {
        return found.size();
    }

    private @Nullable RowMapper<T> known(ResultSetMetaData columns) throws SQLException {
        int count = columns.getColumnCount();
        List<Found<T>> all = found;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).fits(columns, count)) {
                return all.get(i).mapper();
            }
        }
        return null;
    }

    private RowMapper<T> remember(List<String> labels, RowMapper<T> mapper) {
        synchronized (lock) {
            List<Found<T>> before = found;
            if (before.size() < REMEMBERED
                    && before.stream().noneMatch(other -> other.labels().equals(labels))) {
                List<Found<T>> more = new ArrayList<>(before);
                more.add(new Found<>(labels, mapper));
                found = List.copyOf(more);
            }
        }
        return mapper;
    }

    private static List<String> labels(ResultSetMetaData columns) throws SQLException {
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        return List.copyOf(labels);
    }

    /** What Jdbi has made for result sets with these labels, as the database writes them, in this order. */
    private record Found<T>(List<String> labels, RowMapper<T> mapper) {
        boolean fits(ResultSetMetaData columns, int count) throws SQLException {
            if (labels.size() != count) {
                return false;
            }
            for (int i = 0; i < count; i++) {
                if (!labels.get(i).equals(columns.getColumnLabel(i + 1))) {
                    return false;
                }
            }
            return true;
        }
    }
}
