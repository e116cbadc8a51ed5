package dev.brigade.web.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of types of the JDK and of well-known libraries, by name, so that none has to be there. The nearest type counts:
 * that of the object, its superclasses, then interfaces.
 */
final class Types {
    private static final Set<String> MAP_READERS = Set.of(
            "get",
            "getOrDefault",
            "containsKey",
            "containsValue",
            "size",
            "isEmpty",
            "keySet",
            "values",
            "entrySet",
            "forEach",
            "firstKey",
            "lastKey",
            "firstEntry",
            "lastEntry",
            "floorEntry",
            "ceilingEntry",
            "floorKey",
            "ceilingKey",
            "lowerKey",
            "higherKey",
            "lowerEntry",
            "higherEntry",
            "headMap",
            "tailMap",
            "subMap",
            "equals",
            "hashCode",
            "toString",
            "getClass");
    private static final Set<String> COLLECTION_READERS = Set.of(
            "get",
            "getFirst",
            "getLast",
            "contains",
            "containsAll",
            "size",
            "isEmpty",
            "iterator",
            "forEach",
            "stream",
            "parallelStream",
            "indexOf",
            "lastIndexOf",
            "toArray",
            "first",
            "last",
            "floor",
            "ceiling",
            "lower",
            "higher",
            "headSet",
            "tailSet",
            "subSet",
            "peek",
            "peekFirst",
            "peekLast",
            "element",
            "reversed",
            "equals",
            "hashCode",
            "toString",
            "getClass",
            "spliterator",
            "nextSetBit",
            "nextClearBit",
            "cardinality");
    private static final Set<String> DATE_READERS = Set.of(
            "getTime", "before", "after", "compareTo", "toInstant", "equals", "hashCode", "toString", "getClass");

    private static final String LOSES = "threads that change it at once lose what the other wrote, and who reads"
            + " meanwhile may see it half changed";
    private static final String OR_LOCK = ", or one lock around every use";
    private static final String SINGLE_CALLS =
            "each call is safe by itself; hold synchronized (it) to iterate, or to look and then change";
    private static final String IN_EACH = "a new one in each request";

    private static final Map<String, Type> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, Type> BY_PREFIX = new LinkedHashMap<>();

    static {
        immutable(
                "java.lang.String",
                "java.lang.Number",
                "java.lang.Boolean",
                "java.lang.Character",
                "java.lang.Class",
                "java.lang.ClassLoader",
                "java.lang.Module",
                "java.lang.Enum",
                "java.math.BigDecimal",
                "java.math.BigInteger",
                "java.util.UUID",
                "java.util.Locale",
                "java.util.Currency",
                "java.util.HexFormat",
                "java.util.Base64$Encoder",
                "java.util.Base64$Decoder",
                "java.util.Optional",
                "java.util.OptionalInt",
                "java.util.OptionalLong",
                "java.util.OptionalDouble",
                "java.util.regex.Pattern",
                "java.net.URI",
                "java.net.URL",
                "java.net.InetAddress",
                "java.net.InetSocketAddress",
                "java.nio.file.Path",
                "java.nio.file.FileSystem",
                "java.nio.charset.Charset",
                "java.security.Key",
                "java.io.File",
                "java.util.ResourceBundle",
                "java.security.SecureRandom",
                "java.util.random.RandomGeneratorFactory",
                "java.lang.Void",
                "java.lang.ScopedValue",
                "org.slf4j.Logger",
                "org.slf4j.Marker",
                "java.util.logging.Logger",
                "java.lang.System$Logger",
                "org.apache.logging.log4j.Logger",
                "com.google.common.collect.ImmutableCollection",
                "com.google.common.collect.ImmutableMap",
                "com.google.common.collect.ImmutableMultimap");
        BY_PREFIX.put("java.time.", Type.IMMUTABLE);
        BY_PREFIX.put("java.lang.invoke.", Type.IMMUTABLE);
        BY_PREFIX.put("java.lang.reflect.", Type.IMMUTABLE);
        BY_PREFIX.put("java.util.ImmutableCollections$", Type.IMMUTABLE);
        BY_PREFIX.put("java.util.Collections$Empty", Type.IMMUTABLE);
        BY_PREFIX.put("java.util.Collections$Singleton", Type.IMMUTABLE);
        BY_PREFIX.put("java.util.Collections$CopiesList", Type.IMMUTABLE);

        safe("", "java.lang.Thread", "java.net.http.HttpClient", "javax.sql.DataSource", "org.jdbi.v3.core.Jdbi");
        safe("", "tools.jackson.databind.ObjectMapper", "tools.jackson.databind.ObjectReader");
        safe("", "tools.jackson.databind.ObjectWriter", "com.fasterxml.jackson.databind.ObjectReader");
        safe("", "com.fasterxml.jackson.databind.ObjectWriter", "com.google.gson.Gson", "okhttp3.OkHttpClient");
        safe("", "io.pebbletemplates.pebble.PebbleEngine", "jakarta.validation.Validator");
        safe("", "jakarta.validation.ValidatorFactory", "io.micrometer.core.instrument.MeterRegistry");
        safe("", "com.github.benmanes.caffeine.cache.Cache", "java.io.PrintStream", "java.util.Timer");
        safe("once it is configured", "com.fasterxml.jackson.databind.ObjectMapper");
        safe("threads wait for each other; ThreadLocalRandom.current() does not", "java.util.Random");
        safe("each thread has a value of its own, and each request is a new thread", "java.lang.ThreadLocal");
        safe(SINGLE_CALLS, "java.util.Hashtable", "java.util.Vector", "java.lang.StringBuffer");
        BY_PREFIX.put("java.util.Collections$Synchronized", Type.safe(SINGLE_CALLS));
        BY_PREFIX.put(
                "java.util.Collections$Unmodifiable",
                Type.safe(
                        "nobody changes it through this view; whether somebody changes what is behind it, look there"));
        BY_PREFIX.put("java.util.Collections$SetFromMap", Type.safe("as safe as the map that it was made from"));
        BY_PREFIX.put("java.util.concurrent.", Type.safe(""));
        for (String open : List.of("Callable", "Delayed", "Flow$Subscriber", "Flow$Publisher", "Future")) {
            BY_NAME.put("java.util.concurrent." + open, Type.UNKNOWN); // whoever implements it
        }

        unsafe(LOSES, "ConcurrentHashMap" + OR_LOCK, MAP_READERS, "java.util.HashMap");
        unsafe(LOSES, "ConcurrentHashMap" + OR_LOCK, MAP_READERS, "java.util.IdentityHashMap", "java.util.EnumMap");
        unsafe("even reading changes it", "ConcurrentHashMap" + OR_LOCK, Set.of(), "java.util.WeakHashMap");
        unsafe(LOSES, "ConcurrentSkipListMap" + OR_LOCK, MAP_READERS, "java.util.TreeMap");
        unsafe(
                LOSES,
                "ConcurrentHashMap.newKeySet()" + OR_LOCK,
                COLLECTION_READERS,
                "java.util.HashSet",
                "java.util.EnumSet");
        unsafe(LOSES, "ConcurrentSkipListSet" + OR_LOCK, COLLECTION_READERS, "java.util.TreeSet");
        String list = "CopyOnWriteArrayList if it is seldom changed, ConcurrentLinkedQueue" + OR_LOCK;
        unsafe(LOSES, list, COLLECTION_READERS, "java.util.ArrayList");
        String queue = "app.queue(…), ConcurrentLinkedDeque" + OR_LOCK;
        unsafe(LOSES, queue, COLLECTION_READERS, "java.util.ArrayDeque", "java.util.LinkedList");
        unsafe(LOSES, "PriorityBlockingQueue" + OR_LOCK, COLLECTION_READERS, "java.util.PriorityQueue");
        unsafe(LOSES, "one lock around every use", COLLECTION_READERS, "java.util.BitSet");
        unsafe(
                "its elements can be replaced, and other threads may never see that",
                "List.of(…)",
                COLLECTION_READERS,
                "java.util.Arrays$ArrayList");
        String text = "what threads append at once is lost or mixed, or it throws";
        unsafe(
                text,
                "a local variable",
                Set.of("toString", "length"),
                "java.lang.StringBuilder",
                "java.util.StringJoiner");
        unsafe(text, "a local variable", Set.of(), "java.util.Formatter", "java.util.Scanner");
        unsafe(
                "threads that format at once get each other's dates",
                "java.time.format.DateTimeFormatter, which is immutable",
                Set.of(),
                "java.text.DateFormat");
        unsafe("threads that format at once get each other's text", IN_EACH, Set.of(), "java.text.Format");
        unsafe("any thread can set it", "java.time, which is immutable", Set.of(), "java.util.Calendar");
        unsafe("any thread can set it", "java.time.Instant, which is immutable", DATE_READERS, "java.util.Date");
        unsafe(
                "it holds the state of one search",
                "share the Pattern; pattern.matcher(text) in each request",
                Set.of(),
                "java.util.regex.Matcher");
        String mixed = "what threads put in at once ends in one result, which is wrong for each";
        unsafe(mixed, "a new one in each request, by getInstance(…)", Set.of(), "java.security.MessageDigest");
        unsafe(
                mixed,
                "a new one in each request, by getInstance(…)",
                Set.of(),
                "javax.crypto.Cipher",
                "javax.crypto.Mac");
        unsafe(mixed, "a new one in each request, by getInstance(…)", Set.of(), "java.security.Signature");
        unsafe("it belongs to one thread", "ThreadLocalRandom.current()", Set.of(), "java.util.SplittableRandom");
        unsafe(
                "it belongs to one thread",
                "call current() in each request",
                Set.of(),
                "java.util.concurrent.ThreadLocalRandom");
        unsafe("it is at one place at a time", IN_EACH, Set.of(), "java.util.Iterator", "java.nio.Buffer");
        unsafe("it can be read once", IN_EACH, Set.of(), "java.util.stream.BaseStream");
        unsafe("it works for one thread at a time", IN_EACH, Set.of(), "javax.xml.parsers.DocumentBuilder");
        unsafe("it works for one thread at a time", IN_EACH, Set.of(), "javax.xml.transform.Transformer");
        unsafe("it works for one thread at a time", IN_EACH, Set.of(), "javax.xml.xpath.XPath");
        String transaction = "it is one transaction; other threads would work in it";
        String own = "rq.db() or rq.connection(): each request has its own";
        unsafe(transaction, own, Set.of(), "java.sql.Connection", "java.sql.Statement", "java.sql.ResultSet");
        unsafe(transaction, own, Set.of(), "org.jdbi.v3.core.Handle");
        unsafe("it belongs to one request", "pass it as an argument", Set.of(), "dev.brigade.data.Work");
    }

    /** An array: what is in it can be replaced. */
    static final Type ARRAY = Type.unsafe(
            "its elements can be replaced, and other threads may never see that",
            "List.of(…) or a record if it never changes; AtomicIntegerArray, AtomicReferenceArray or one lock around every"
                    + " use if it does",
            Set.of("clone", "getClass"));

    private Types() {}

    private static void immutable(String... names) {
        for (String name : names) {
            BY_NAME.put(name, Type.IMMUTABLE);
        }
    }

    private static void safe(String note, String... names) {
        for (String name : names) {
            BY_NAME.put(name, Type.safe(note));
        }
    }

    private static void unsafe(String note, String instead, Set<String> readers, String... names) {
        for (String name : names) {
            BY_NAME.put(name, Type.unsafe(note, instead, readers));
        }
    }

    static Type of(Class<?> type) {
        if (type.isArray()) {
            return ARRAY;
        }
        for (Class<?> one : nearestFirst(type)) {
            Type exact = BY_NAME.get(one.getName());
            if (exact != null) {
                return exact;
            }
            for (var prefix : BY_PREFIX.entrySet()) {
                if (one.getName().startsWith(prefix.getKey()) && !Iterator.class.isAssignableFrom(type)) {
                    return prefix.getValue();
                }
            }
        }
        return Type.UNKNOWN;
    }

    private static List<Class<?>> nearestFirst(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        Deque<Class<?>> interfaces = new ArrayDeque<>();
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            all.add(one);
            interfaces.addAll(List.of(one.getInterfaces()));
        }
        while (!interfaces.isEmpty()) {
            Class<?> one = interfaces.removeFirst();
            if (all.add(one)) {
                interfaces.addAll(List.of(one.getInterfaces()));
            }
        }
        return List.copyOf(all);
    }
}
