package dev.brigade.web.content;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.jackson.JsonNodeDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.ext.jdk8.OptionalDoubleDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.ArrayType;

/**
 * Which numbers are taken from a client. None that is not finite: what compares nothing and passes each check of a handler
 * ({@code NaN} is neither below zero nor above a balance). And none that takes a handful of bytes to write and gigabytes to add to another,
 * as {@code 1e999999999} does, or minutes to read, as a million digits do. Nor a time that far away. Has no state: safe from any thread.
 */
final class Numbers {
    /** Digits of a decimal number before and behind its point, as written without an exponent; Jackson's limit for a number's text. */
    static final int MOST_DIGITS = 1000;

    /** An attribute of what is read without a look at its numbers, since no client has sent it. */
    static final String UNCHECKED = "unchecked numbers";

    /** Types that may be written as seconds, or as seconds since 1970. */
    private static final Set<Class<?>> TIMES =
            Set.of(Duration.class, Instant.class, OffsetDateTime.class, ZonedDateTime.class);

    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

    private static final String CHARACTERS = "0123456789+-.eE";

    private Numbers() {}

    /**
     * A decimal number.
     *
     * @throws NumberFormatException if {@code text} is none, or out of range
     */
    static BigDecimal decimal(String text) {
        checkCharacters(text);
        BigDecimal number = new BigDecimal(text);
        if (!isInRange(number)) {
            throw new NumberFormatException("out of range");
        }
        return number;
    }

    /**
     * A finite number.
     *
     * @throws NumberFormatException if {@code text} is none, or out of range
     */
    static double finite(String text) {
        checkCharacters(text); // Java would also take 0x1p3, 1d and NaN
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw new NumberFormatException("out of range");
        }
        return number;
    }

    private static void checkCharacters(String text) {
        if (text.length() > MOST_DIGITS || !text.chars().allMatch(c -> CHARACTERS.indexOf(c) >= 0)) {
            throw new NumberFormatException("not a number");
        }
    }

    private static boolean isInRange(BigDecimal number) {
        long before = (long) number.precision() - number.scale();
        return Math.abs((long) number.scale()) <= MOST_DIGITS && before <= MOST_DIGITS;
    }

    /** Has Jackson refuse others. */
    static SimpleModule module() {
        SimpleModule module = new SimpleModule("numbers");
        module.setDeserializerModifier(new Checking());
        add(module, OptionalDouble.class, new OptionalDoubleDeserializer());
        add(module, JsonNode.class, JsonNodeDeserializer.getDeserializer(JsonNode.class));
        add(module, ObjectNode.class, JsonNodeDeserializer.getDeserializer(ObjectNode.class));
        add(module, ArrayNode.class, JsonNodeDeserializer.getDeserializer(ArrayNode.class));
        return module;
    }

    /** For a type of which Jackson asks no modifier. */
    @SuppressWarnings("unchecked") // it gives what the other makes
    private static <T> void add(SimpleModule module, Class<T> type, ValueDeserializer<?> unchecked) {
        module.addDeserializer(type, (ValueDeserializer<T>) (ValueDeserializer<?>) new Checked(unchecked));
    }

    private static final class Checking extends ValueDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier type, ValueDeserializer<?> deserializer) {
            Class<?> made = type.getBeanClass();
            boolean checks = made == double.class
                    || made == Double.class
                    || made == float.class
                    || made == Float.class
                    || made == BigDecimal.class
                    || made == Number.class
                    || made == Object.class;
            return checks
                    ? new Checked(deserializer)
                    : TIMES.contains(made) ? new CheckedTime(deserializer) : deserializer;
        }

        @Override
        public ValueDeserializer<?> modifyArrayDeserializer(
                DeserializationConfig config,
                ArrayType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> deserializer) {
            Class<?> element = type.getContentType().getRawClass();
            return element == double.class || element == float.class ? new Checked(deserializer) : deserializer;
        }
    }

    /** A time that is written as a number of seconds; Jackson takes what a {@code long} has no room for as zero, or as anything. */
    private static final class CheckedTime extends DelegatingDeserializer {
        CheckedTime(ValueDeserializer<?> unchecked) {
            super(unchecked);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> unchecked) {
            return new CheckedTime(unchecked);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken().isNumeric()) {
                BigDecimal seconds = parser.getDecimalValue();
                if (!isInRange(seconds) || seconds.abs().compareTo(MOST_SECONDS) > 0) {
                    throw context.weirdNumberException(seconds, BigDecimal.class, "out of range");
                }
            }
            return super.deserialize(parser, context);
        }
    }

    private static final class Checked extends DelegatingDeserializer {
        Checked(ValueDeserializer<?> unchecked) {
            super(unchecked);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> unchecked) {
            return new Checked(unchecked);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            Object value = super.deserialize(parser, context);
            if (context.getAttribute(UNCHECKED) == null) {
                check(value, context);
            }
            return value;
        }

        private static void check(Object value, DeserializationContext context) {
            switch (value) {
                case Double number when !Double.isFinite(number) -> throw refused(number, context);
                case Float number when !Float.isFinite(number) -> throw refused(number, context);
                case BigDecimal number when !isInRange(number) -> throw refused(number, context);
                case OptionalDouble number -> check(number.orElse(0), context);
                case JsonNode node when node.isNumber() -> check(node.numberValue(), context);
                case JsonNode node -> node.forEach(one -> check(one, context)); // the parser limits how deep it is
                case double[] numbers -> {
                    for (double number : numbers) {
                        check(number, context);
                    }
                }
                case float[] numbers -> {
                    for (float number : numbers) {
                        check(number, context);
                    }
                }
                case Map<?, ?> values -> values.values().forEach(one -> check(one, context));
                case Collection<?> values -> values.forEach(one -> check(one, context));
                case null, default -> {}
            }
        }

        private static RuntimeException refused(Number number, DeserializationContext context) {
            return context.weirdNumberException(number, BigDecimal.class, "out of range");
        }
    }
}
