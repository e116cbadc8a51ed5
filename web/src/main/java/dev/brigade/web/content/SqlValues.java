package dev.brigade.web.content;

import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * What rows hold that were read as maps, by {@code mapToMap()}: JDBC's dates are midnight in the zone of this machine, which Jackson would
 * write as a moment in UTC, on the day before for half of the world; and of arrays it would write all getters. Has no state: safe from any thread.
 */
final class SqlValues {
    private SqlValues() {}

    static SimpleModule module() {
        return new SimpleModule("sql")
                .addSerializer(Date.class, new DateWriter())
                .addDeserializer(Date.class, new DateReader())
                .addSerializer(Array.class, new ArrayWriter());
    }

    private static final class DateWriter extends StdSerializer<Date> {
        DateWriter() {
            super(Date.class);
        }

        @Override
        public void serialize(Date date, JsonGenerator out, SerializationContext context) {
            out.writeString(date.toString());
        }
    }

    private static final class DateReader extends StdDeserializer<Date> {
        DateReader() {
            super(Date.class);
        }

        @Override
        public Date deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getValueAsString("");
            try {
                return Date.valueOf(text);
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException(text, Date.class, "not a date");
            }
        }
    }

    private static final class ArrayWriter extends StdSerializer<Array> {
        ArrayWriter() {
            super(Array.class);
        }

        @Override
        public void serialize(Array array, JsonGenerator out, SerializationContext context) {
            try {
                context.writeValue(out, array.getArray());
            } catch (SQLException e) {
                throw new IllegalStateException("An array of a row can't be read", e);
            }
        }
    }
}
