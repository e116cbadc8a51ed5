package dev.brigade.check.agent;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which methods of the JDK read, or change, what their arguments contain: {@code new ArrayList<>(other)}, {@code Arrays.fill}, and a
 * text to which a collection is joined. What they do to the object that they are called on is said by {@link CallTable}.
 *
 * <p>Each line: owners, names, then {@code READS} for all arguments, or the places of those that are read and changed. The first line
 * counts that fits.
 */
final class ArgumentTable {
    private static final String TABLE = """
            java.lang.System                        arraycopy                                                READ:0 WRITE:2
            java.util.Arrays                        fill sort parallel* setAll                               WRITE:0
            java.util.Arrays                        copyOf* equals hashCode toString deep* stream binarySearch compare* mismatch  READ
            java.util.Collections                   copy disjoint addAll                                     READ:1
            java.util.Collections,java.util.Optional*,java.util.concurrent.atomic.AtomicReference,java.util.concurrent.atomic.AtomicMarkable*,java.util.concurrent.atomic.AtomicStamped*  *  -
            java.util.*,java.util.concurrent.*      drainTo toArray                                          WRITE:0
            java.util.*,java.util.concurrent.*,java.util.concurrent.atomic.*  <init>                         READ
            java.util.*,java.util.concurrent.*      addAll* putAll removeAll retainAll containsAll equals     READ
            java.util.Objects                       equals hash hashCode toString deepEquals                 READ
            java.util.concurrent.Complet*           *Async                                                   READ
            java.lang.String*                       <init> valueOf copyValueOf join append insert format formatted concat contains contentEquals replace  READ
            java.io.*,java.util.zip.*               read readNBytes readFully inflate deflate                WRITE:0
            java.io.*,java.util.zip.*,java.security.*  write update digest                                READ
            java.util.Random,java.security.*,java.util.concurrent.ThreadLocalRandom  nextBytes            WRITE:0
            java.nio.*Buffer                        get                                                      WRITE:0
            java.nio.*Buffer                        put                                                      READ
            java.io.Print*,java.util.Formatter,java.util.StringJoiner  print println printf format append add  READ
            """;

    /** Of an argument, by its place; a name of the method is what people read. */
    record Use(int place, Call call) {}

    private static final Call READS =
            new Call("java.util.Collection", "toString", "()Ljava/lang/String;", kinds(CallKind.READ));
    private static final Call CHANGES = new Call("java.util.Collection", "clear", "()V", kinds(CallKind.WRITE));

    /** What is done to a component of a record that is made a text, hashed or compared. */
    static final Call OF_COMPONENT = READS;

    private record Rule(Pattern owner, Pattern name, List<Integer> read, List<Integer> changed, boolean all) {}

    private static final List<Rule> RULES =
            TABLE.lines().map(line -> rule(line.strip().split("\\s+", -1))).toList();

    private ArgumentTable() {}

    /** What a method does to its arguments, as far as these can contain something that threads share. */
    static List<Use> find(String owner, String name, MethodTypeDesc type) {
        if (!owner.startsWith("java/")) {
            return List.of();
        }
        String binary = owner.replace('/', '.');
        for (Rule rule : RULES) {
            if (rule.owner.matcher(binary).matches() && rule.name.matcher(name).matches()) {
                List<Use> uses = new ArrayList<>();
                for (int place = 0; place < type.parameterCount(); place++) {
                    if (canContain(type.parameterType(place))) {
                        if (rule.changed.contains(place)) {
                            uses.add(new Use(place, CHANGES));
                        } else if (rule.all || rule.read.contains(place)) {
                            uses.add(new Use(place, READS));
                        }
                    }
                }
                return uses;
            }
        }
        return List.of();
    }

    /** What joining texts does to what is joined. */
    static List<Use> ofConcatenation(MethodTypeDesc type) {
        List<Use> uses = new ArrayList<>();
        for (int place = 0; place < type.parameterCount(); place++) {
            if (canContain(type.parameterType(place))) {
                uses.add(new Use(place, READS));
            }
        }
        return uses;
    }

    /** Whether a value of that type may contain something that threads can share. */
    static boolean canContain(ClassDesc type) {
        String name = type.descriptorString();
        return name.startsWith("[")
                || (name.startsWith("Ljava/util/") && !name.startsWith("Ljava/util/function/"))
                || name.equals("Ljava/lang/Object;")
                || name.equals("Ljava/lang/CharSequence;")
                || name.equals("Ljava/lang/Iterable;")
                || name.equals("Ljava/lang/Number;")
                || name.equals("Ljava/lang/StringBuilder;")
                || name.equals("Ljava/lang/StringBuffer;");
    }

    private static EnumSet<CallKind> kinds(CallKind kind) {
        return EnumSet.of(kind, CallKind.ARGUMENT);
    }

    private static Rule rule(String... words) {
        List<String> names = new ArrayList<>();
        List<Integer> read = new ArrayList<>();
        List<Integer> changed = new ArrayList<>();
        boolean all = false;
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            if (word.equals("READ")) {
                all = true;
            } else if (word.startsWith("READ:")) {
                read.add(Integer.valueOf(word.substring(5)));
            } else if (word.startsWith("WRITE:")) {
                changed.add(Integer.valueOf(word.substring(6)));
            } else if (!word.equals("-")) {
                names.add(word);
            }
        }
        return new Rule(
                CallTable.pattern(List.of(words[0].split(",", -1))), CallTable.pattern(names), read, changed, all);
    }
}
