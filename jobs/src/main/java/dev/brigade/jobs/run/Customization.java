package dev.brigade.jobs.run;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.Queries;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The SQL of db-scheduler, for columns in which arguments are texts, so that people can read them. */
final class Customization {
    private Customization() {}

    static JdbcCustomization of(boolean postgres) {
        return postgres ? new Postgres() : new H2();
    }

    private static void write(PreparedStatement statement, int index, byte @Nullable [] value) throws SQLException {
        statement.setString(index, value == null ? null : new String(value, StandardCharsets.UTF_8));
    }

    private static byte @Nullable [] read(ResultSet rows, String column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Postgres extends PostgreSqlJdbcCustomization {
        Postgres() {
            super(false, false);
        }

        @Override
        public void setTaskData(PreparedStatement statement, int index, byte @Nullable [] value) throws SQLException {
            write(statement, index, value);
        }

        @Override
        public byte @Nullable [] getTaskData(ResultSet rows, String column) throws SQLException {
            return read(rows, column);
        }
    }

    private static final class H2 extends DefaultJdbcCustomization {
        H2() {
            super(false);
        }

        @Override
        public String getName() {
            return "H2";
        }

        @Override
        public boolean supportsGenericLockAndFetch() {
            return true;
        }

        @Override
        public String createGenericSelectForUpdateQuery(
                String tableName, int limit, String requiredAndCondition, boolean orderByPriority) {
            return Queries.selectForUpdate(
                    tableName,
                    Queries.ansiSqlOrderPart(orderByPriority),
                    Queries.ansiSqlLimitPart(limit),
                    requiredAndCondition,
                    null,
                    null,
                    " FOR UPDATE SKIP LOCKED ");
        }

        @Override
        public void setTaskData(PreparedStatement statement, int index, byte @Nullable [] value) throws SQLException {
            write(statement, index, value);
        }

        @Override
        public byte @Nullable [] getTaskData(ResultSet rows, String column) throws SQLException {
            return read(rows, column);
        }
    }
}
