package dev.brigade.web.content;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.brigade.web.errors.BadRequest;
import dev.brigade.web.errors.HttpError;
import dev.brigade.web.errors.Unprocessable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.RawValue;

/**
 * JSON and forms to records and back, by Jackson. Immutable once made: safe from any thread.
 *
 * <p>Strict with JSON: a text is not a number, 1.5 is not a whole number, and a field that the record does not have is an
 * error, since it is most likely a misspelt one; so is one that is there twice, of which others may read the other. Numbers are finite, and have 1000 digits at most: see {@link Numbers}.
 */
public final class Json {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    /** Where what is not closed was opened, in words for who debugs Jackson. */
    private static final Pattern START_MARKER = Pattern.compile(" \\(start marker at .*\\)$");

    private static final Pattern MISSING = Pattern.compile("Missing required creator property '([^']*)'");
    private static final Pattern MISSING_TYPE = Pattern.compile("missing type id property '([^']*)'");
    private static final Pattern KNOWN_TYPES = Pattern.compile("known type ids = \\[([^]]*)]");

    private final JsonMapper json = base().enable(
                    SerializationFeature.FAIL_ON_EMPTY_BEANS) // else {}, and nobody knows why
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            // Midnight in Berlin is the day before in UTC: who drops the time of a moment has another day than was
            // meant.
            .withConfigOverride(LocalDate.class, dates -> dates.setFormat(JsonFormat.Value.forLeniency(false)))
            .withConfigOverride(LocalDateTime.class, times -> times.setFormat(JsonFormat.Value.forLeniency(false)))
            .build();

    /** All that a form sends is text, so here a text may be a number. */
    private final JsonMapper forms = base().addHandler(new Checkboxes())
            // The first choice of a select, most often, which is none; as an empty number or date is none.
            .withCoercionConfig(
                    LogicalType.Enum, enums -> enums.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull))
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS)
            .build();

    /** Jackson's default keeps buffers in thread-locals, which die with each virtual thread; a shared pool keeps them. */
    private static JsonMapper.Builder base() {
        JsonFactory factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.sharedBoundedPool())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .addModule(Numbers.module())
                .addModule(SqlValues.module())
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE) // the offset is part of what was sent
                .annotationIntrospector(new NumbersAreRequired())
                .withCoercionConfig(LogicalType.Textual, texts -> {
                    texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                })
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    /** A number that was not sent is missing, not zero. */
    private static final class NumbersAreRequired extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            Class<?> type = member.getRawType();
            return (type.isPrimitive() && type != boolean.class)
                    ? Boolean.TRUE
                    : super.hasRequiredMarker(config, member);
        }
    }

    /** A browser sends {@code on} for a box that is ticked, unless the page says otherwise, and nothing for one that is not. */
    private static final class Checkboxes extends DeserializationProblemHandler {
        @Override
        public Object handleWeirdStringValue(
                DeserializationContext context, Class<?> type, String text, String failure) {
            return (type == boolean.class || type == Boolean.class) && text.equals("on") ? true : NOT_HANDLED;
        }
    }

    /** A text that is JSON already, to be written as it is. */
    public static Object raw(String text) {
        return new RawValue(text);
    }

    /** A value as JSON, in UTF-8. */
    public byte[] write(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (InvalidDefinitionException e) {
            if (e.getOriginalMessage().contains("no properties discovered")) {
                throw new IllegalStateException(
                        "There is nothing in a " + e.getType().getRawClass().getName()
                                + " that JSON could show, neither getters nor public fields; make it a record",
                        e);
            }
            throw e;
        }
    }

    /**
     * Reads a body.
     *
     * @throws BadRequest if it is not JSON, with line and column
     * @throws Unprocessable if it does not fit {@code type}, with the field
     */
    public <T> T read(byte[] body, Class<T> type) {
        return reading(() -> json.readValue(body, type));
    }

    /** As {@link #read(byte[], Class)}, of what {@link #write} has written: it may hold numbers that no client may send. */
    public <T> T readOwn(byte[] written, Class<T> type) {
        return reading(() ->
                json.readerFor(type).withAttribute(Numbers.UNCHECKED, true).readValue(written));
    }

    /** As {@link #read(byte[], Class)}, of an array whose elements fit {@code type}. */
    public <T> List<T> readList(byte[] body, Class<T> type) {
        List<@Nullable T> list =
                reading(() -> json.readValue(body, json.getTypeFactory().constructCollectionType(List.class, type)));
        int missing = list.indexOf(null);
        if (missing >= 0) {
            throw new Unprocessable("[" + missing + "]", "must not be null");
        }
        return List.copyOf(list);
    }

    /**
     * A form's fields as a record; a field that is there several times fits a list.
     *
     * @throws Unprocessable if they do not fit {@code type}, with the field
     */
    public <T> T fromForm(Map<String, List<String>> fields, Class<T> type) {
        return reading(() -> forms.convertValue(fields, type));
    }

    /** What there is to say of each field of a form that {@link #fromForm} has refused by {@code first}. */
    FormFields eachField(Map<String, List<String>> fields, Class<?> type, Unprocessable first) {
        return FormFields.of(
                fields,
                type,
                first,
                (texts, fieldType) -> reading(() -> Optional.ofNullable(
                        forms.convertValue(texts, forms.getTypeFactory().constructType(fieldType)))));
    }

    private interface Reading<T> {
        @Nullable
        T read();
    }

    private static <T> T reading(Reading<T> reading) {
        T value;
        try {
            value = reading.read();
        } catch (InputCoercionException e) {
            // Well-formed, but a number that its Java type has no room for.
            throw new Unprocessable(field(e), "must be " + Kinds.of(e.getTargetType()));
        } catch (StreamReadException e) {
            throw new BadRequest("The body is not JSON: " + where(e)
                    + START_MARKER.matcher(e.getOriginalMessage()).replaceAll(""));
        } catch (DatabindException e) {
            throw doesNotFit(e);
        } catch (JacksonException e) {
            // What the connection threw while Jackson read, such as a body over the limit, keeps its meaning.
            if (e.getCause() instanceof RuntimeException ofTheConnection) {
                throw ofTheConnection;
            }
            throw new BadRequest("The body can't be read: " + e.getOriginalMessage());
        }
        if (value == null) {
            throw new Unprocessable("", "must not be null");
        }
        return value;
    }

    /** Where in the body: {@code items[2].dish}; empty for the body as a whole. */
    private static String field(JacksonException e) {
        String field = e.getPath().stream()
                .map(at -> at.getPropertyName() != null ? "." + at.getPropertyName() : "[" + at.getIndex() + "]")
                .collect(Collectors.joining());
        return field.startsWith(".") ? field.substring(1) : field;
    }

    private static HttpError doesNotFit(DatabindException e) {
        String name = field(e);
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                new Unprocessable(
                        name,
                        unknown(unknown.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .toList()));
            case InvalidFormatException format ->
                new Unprocessable(
                        name,
                        "must be " + Kinds.of(format.getTargetType())
                                + (format.getTargetType() == BigDecimal.class && format.getValue() instanceof Number
                                        ? " in range"
                                        : "")
                                + ", not \"" + format.getValue() + "\"");
            case InvalidTypeIdException unknown -> unknownType(name, unknown);
            case MismatchedInputException mismatch -> {
                String message = String.valueOf(mismatch.getMessage());
                if (message.contains("end-of-input")) {
                    yield new BadRequest("The body is empty; this route reads JSON");
                }
                if (message.contains("Trailing token")) {
                    yield new BadRequest("The body is not JSON: there is more after its end");
                }
                Matcher missing = MISSING.matcher(message);
                if (missing.lookingAt()) {
                    yield new Unprocessable(name.isEmpty() ? missing.group(1) : name, "is missing");
                }
                yield new Unprocessable(name, "must be " + Kinds.of(mismatch.getTargetType()));
            }
            // The application's own class can't be made from JSON, whatever is sent: not the client's fault.
            case InvalidDefinitionException programming -> throw programming;
            case ValueInstantiationException refused -> refused(name, refused);
            default -> {
                LOG.debug("A body does not fit", e); // the words of libraries name classes
                yield new Unprocessable(name, "can't be read");
            }
        };
    }

    /** Of a type that says by a field which of several it is. */
    private static Unprocessable unknownType(String field, InvalidTypeIdException e) {
        String message = e.getOriginalMessage();
        Matcher missing = MISSING_TYPE.matcher(message);
        if (missing.find()) {
            return new Unprocessable(field.isEmpty() ? missing.group(1) : field + "." + missing.group(1), "is missing");
        }
        Matcher known = KNOWN_TYPES.matcher(message);
        return new Unprocessable(
                field,
                "is of no known type: \"" + e.getTypeId() + "\"" + (known.find() ? "; known: " + known.group(1) : ""));
    }

    static String unknown(Collection<String> known) {
        return "is not known here; known: " + known.stream().sorted().collect(Collectors.joining(", "));
    }

    /** What a constructor says of its arguments by an {@link IllegalArgumentException} is meant to be read; nothing else is. */
    private static Unprocessable refused(String field, ValueInstantiationException e) {
        if (e.getCause() instanceof IllegalArgumentException meant && meant.getMessage() != null) {
            return new Unprocessable(field, "is not valid: " + meant.getMessage());
        }
        LOG.debug("A constructor failed with what a client sent", e);
        return new Unprocessable(field, "is not valid");
    }

    private static String where(StreamReadException e) {
        var at = e.getLocation();
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }
}
