package dev.brigade.check.agent;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Which methods of the JDK matter between threads, and what they do.
 *
 * <p>The first line counts whose owner and name fit; a star stands for any characters but a dot, so packages are told apart. What
 * ends in {@code -} is no step. {@code WAITS} stands for TIMED if a parameter is a time, else for BLOCKS; {@code MAY_WAIT} for TIMED
 * or nothing. What is safe between threads acquires and releases, though its documentation may promise less: better to miss a data
 * race than to report one that no JDK shows. Static methods have a table of their own.
 *
 * <p>Source: the memory consistency properties in the javadoc of {@code java.util.concurrent} and its classes; JLS 17.4.4.
 */
final class CallTable {
    private static final String VIRTUAL = """
            java.lang.Object        wait                                         AWAIT ACQUIRES RELEASES WAITS
            java.lang.Object        notify notifyAll                             SIGNAL
            java.lang.Thread        start                                        START RELEASES
            java.lang.Thread        join                                         JOIN ACQUIRES WAITS
            java.lang.Thread        isAlive getState isInterrupted               READ ACQUIRES
            java.lang.Thread        interrupt                                    WRITE RELEASES
            java.lang.Thread$Builder*  start                                     START RELEASES
            java.lang.Iterable      iterator spliterator                         READ VIEW
            java.lang.Iterable      forEach                                      READ
            java.lang.StringBuilder,java.lang.AbstractStringBuilder  length charAt toString capacity substring subSequence *ndexOf isEmpty codePoint* chars getChars compareTo offsetByCodePoints  READ
            java.lang.StringBuilder,java.lang.AbstractStringBuilder  *            WRITE
            java.lang.StringBuffer  length charAt toString capacity substring subSequence *ndexOf isEmpty codePoint* chars getChars compareTo offsetByCodePoints  READ ACQUIRES RELEASES
            java.lang.StringBuffer  *                                            WRITE ACQUIRES RELEASES

            java.lang.invoke.VarHandle  get getOpaque                            READ
            java.lang.invoke.VarHandle  getVolatile getAcquire                   READ ACQUIRES
            java.lang.invoke.VarHandle  set setOpaque weakCompareAndSetPlain     WRITE
            java.lang.invoke.VarHandle  setVolatile setRelease                   WRITE RELEASES
            java.lang.invoke.VarHandle  compareAnd* weakCompareAnd* getAnd*      WRITE ACQUIRES RELEASES

            java.lang.reflect.Field     get getBoolean getByte getChar getDouble getFloat getInt getLong getShort  READ
            java.lang.reflect.Field     set setBoolean setByte setChar setDouble setFloat setInt setLong setShort  WRITE

            java.util.concurrent.atomic.*  getPlain getOpaque length             READ
            java.util.concurrent.atomic.*  getAnd*                               WRITE ACQUIRES RELEASES
            java.util.concurrent.atomic.*  get* *Value is* sum toString          READ ACQUIRES
            java.util.concurrent.atomic.*  setPlain setOpaque weakCompareAndSetPlain weakCompareAndSet  WRITE
            java.util.concurrent.atomic.*  set setRelease lazySet                WRITE RELEASES
            java.util.concurrent.atomic.*  *                                     WRITE ACQUIRES RELEASES

            java.util.concurrent.locks.StampedLock  readLock* writeLock*         LOCK ACQUIRES BLOCKS
            java.util.concurrent.locks.StampedLock  tryReadLock tryWriteLock     TRY_LOCK ACQUIRES MAY_WAIT
            java.util.concurrent.locks.StampedLock  tryConvert*                  TRY_LOCK ACQUIRES RELEASES
            java.util.concurrent.locks.StampedLock  tryOptimisticRead validate   READ ACQUIRES
            java.util.concurrent.locks.*  lock lockInterruptibly                 LOCK ACQUIRES BLOCKS
            java.util.concurrent.locks.*  tryLock                                TRY_LOCK ACQUIRES MAY_WAIT
            java.util.concurrent.locks.*  unlock* tryUnlock*                     UNLOCK RELEASES
            java.util.concurrent.locks.*  await*                                 AWAIT ACQUIRES RELEASES WAITS
            java.util.concurrent.locks.*  signal signalAll                       SIGNAL
            java.util.concurrent.locks.*  newCondition readLock writeLock as*    -
            java.util.concurrent.locks.Abstract*Synchronizer  acquire*           LOCK ACQUIRES BLOCKS
            java.util.concurrent.locks.Abstract*Synchronizer  tryAcquireNanos tryAcquireSharedNanos  TRY_LOCK ACQUIRES TIMED
            java.util.concurrent.locks.Abstract*Synchronizer  release releaseShared  UNLOCK RELEASES
            java.util.concurrent.locks.Abstract*Synchronizer  getState           READ ACQUIRES
            java.util.concurrent.locks.Abstract*Synchronizer  setState           WRITE RELEASES
            java.util.concurrent.locks.Abstract*Synchronizer  compareAndSetState  WRITE ACQUIRES RELEASES
            java.util.concurrent.locks.Abstract*  try* setExclusiveOwnerThread getExclusiveOwnerThread isHeldExclusively  -
            java.util.concurrent.locks.*  *                                      READ ACQUIRES

            java.util.concurrent.*Exception,java.util.concurrent.Executors,java.util.concurrent.ThreadLocalRandom  *  -
            java.util.concurrent.Callable,java.util.concurrent.ThreadFactory,java.util.concurrent.Flow*,java.util.concurrent.Delayed  *  -
            java.util.concurrent.*Handler,java.util.concurrent.ForkJoinPool$*,java.util.concurrent.ForkJoinWorkerThread*  *  -
            java.util.concurrent.TimeUnit  sleep                                 SLEEP TIMED
            java.util.concurrent.TimeUnit  timedJoin                             JOIN ACQUIRES TIMED
            java.util.concurrent.TimeUnit  timedWait                             AWAIT ACQUIRES RELEASES TIMED
            java.util.concurrent.TimeUnit  *                                     -
            java.util.concurrent.CountDownLatch  countDown                       WRITE RELEASES
            java.util.concurrent.CountDownLatch  await                           READ ACQUIRES WAITS
            java.util.concurrent.Semaphore  acquire*                             WRITE ACQUIRES BLOCKS
            java.util.concurrent.Semaphore  tryAcquire                           WRITE ACQUIRES MAY_WAIT
            java.util.concurrent.Semaphore  release                              WRITE RELEASES
            java.util.concurrent.CyclicBarrier  await                            WRITE ACQUIRES RELEASES WAITS
            java.util.concurrent.Exchanger  exchange                             WRITE ACQUIRES RELEASES WAITS
            java.util.concurrent.Phaser  arriveAndAwaitAdvance                   WRITE ACQUIRES RELEASES BLOCKS
            java.util.concurrent.Phaser  awaitAdvance*                           READ ACQUIRES WAITS
            java.util.concurrent.StructuredTaskScope*  join                      JOIN ACQUIRES BLOCKS
            java.util.concurrent.StructuredTaskScope$Subtask  *                  READ ACQUIRES
            java.util.concurrent.*  execute submit schedule* fork                START RELEASES
            java.util.concurrent.*  invokeAll invokeAny invoke                   START JOIN ACQUIRES RELEASES WAITS
            java.util.concurrent.*  awaitTermination awaitQuiescence             READ ACQUIRES TIMED
            java.util.concurrent.*  close                                        WRITE JOIN ACQUIRES RELEASES BLOCKS
            java.util.concurrent.*Future*,java.util.concurrent.*Task,java.util.concurrent.RecursiveAction,java.util.concurrent.CountedCompleter  get join quietlyJoin*  READ JOIN ACQUIRES WAITS
            java.util.concurrent.*Future*,java.util.concurrent.*Task  getNow resultNow exceptionNow is* state getNumberOfDependents  READ ACQUIRES
            java.util.concurrent.CompletableFuture  complete completeExceptionally cancel obtrude*  WRITE RELEASES ACQUIRES
            java.util.concurrent.*Future*,java.util.concurrent.*Task  complete completeExceptionally cancel  WRITE RELEASES
            java.util.concurrent.Completion*,java.util.concurrent.CompletableFuture  then* when* handle* exceptionally* accept* apply* run*  WRITE ACQUIRES RELEASES VIEW
            java.util.concurrent.Completion*,java.util.concurrent.CompletableFuture  newIncompleteFuture defaultExecutor toCompletableFuture  -
            java.util.concurrent.CompletionService,java.util.concurrent.ExecutorCompletionService  take  WRITE ACQUIRES BLOCKS
            java.util.concurrent.CompletionService,java.util.concurrent.ExecutorCompletionService  poll  WRITE ACQUIRES MAY_WAIT
            java.util.concurrent.*Queue*,java.util.concurrent.*Deque*  put putFirst putLast transfer  WRITE RELEASES ACQUIRES BLOCKS
            java.util.concurrent.*Queue*,java.util.concurrent.*Deque*  take takeFirst takeLast  WRITE ACQUIRES BLOCKS
            java.util.concurrent.*Queue*,java.util.concurrent.*Deque*  poll*     WRITE ACQUIRES MAY_WAIT
            java.util.concurrent.*Queue*,java.util.concurrent.*Deque*  offer* tryTransfer  WRITE RELEASES ACQUIRES MAY_WAIT
            java.util.concurrent.*Queue*,java.util.concurrent.*Deque*  add* push  WRITE RELEASES ACQUIRES
            java.util.concurrent.*$*Iter*,java.util.concurrent.*$*Itr*  next* previous* has* forEachRemaining  READ ACQUIRES
            java.util.concurrent.*  @VIEW                                        READ VIEW ACQUIRES
            java.util.concurrent.*  @READ                                        READ ACQUIRES
            java.util.concurrent.*  *                                            WRITE ACQUIRES RELEASES

            java.util.*Exception,java.util.*Error,java.util.Objects,java.util.Optional*,java.util.UUID,java.util.Locale*,java.util.Currency  *  -
            java.util.Arrays,java.util.Base64*,java.util.HexFormat,java.util.Comparator*,java.util.*TimeZone,java.util.ServiceLoader*  *  -
            java.util.Spliterator*  tryAdvance forEachRemaining trySplit         READ
            java.util.*Bundle*,java.util.Event*,java.util.Formattable,java.util.Spliterator*  *  -
            java.util.Map$Entry  getKey toString hashCode equals                 -
            java.util.*Iterator*,java.util.Enumeration  next* previous* has* forEachRemaining asIterator  READ
            java.util.Timer         schedule*                                    START RELEASES
            java.util.stream.*Stream  forEach* collect reduce count toList toArray find* *Match min max sum average summaryStatistics iterator spliterator  READ
            java.util.stream.*Stream  parallel                                   READ
            java.util.Vector,java.util.Stack,java.util.Hashtable,java.util.Properties,java.util.Collections$Synchronized*  @VIEW  READ VIEW ACQUIRES RELEASES
            java.util.Vector,java.util.Stack,java.util.Hashtable,java.util.Properties,java.util.Collections$Synchronized*  @READ  READ ACQUIRES RELEASES
            java.util.Vector,java.util.Stack,java.util.Hashtable,java.util.Properties,java.util.Collections$Synchronized*,java.util.Random  *  WRITE ACQUIRES RELEASES
            java.util.*             @VIEW                                        READ VIEW
            java.util.*             @READ                                        READ
            java.util.*             *                                            WRITE

            java.text.*Exception,java.text.Collat*,java.text.Normalizer*  *      -
            java.text.*             get* is* toPattern toLocalizedPattern toString hashCode equals clone  READ
            java.text.*             *                                            WRITE

            java.security.MessageDigest,java.security.Signature,javax.crypto.Mac,javax.crypto.Cipher  get* toString clone  READ
            java.security.MessageDigest,java.security.Signature,javax.crypto.Mac,javax.crypto.Cipher  *  WRITE
            java.util.regex.Matcher  group* start end hitEnd requireEnd toMatchResult results pattern has* region* toString  READ
            java.util.regex.Matcher  *                                           WRITE
            java.util.zip.CRC32*,java.util.zip.Adler32,java.util.zip.Checksum  getValue  READ
            java.util.zip.CRC32*,java.util.zip.Adler32,java.util.zip.Checksum  *  WRITE
            java.io.StringWriter    getBuffer                                    READ VIEW ACQUIRES RELEASES
            java.io.StringWriter,java.io.CharArrayWriter,java.io.ByteArrayOutputStream  toString size toByteArray toCharArray writeTo  READ ACQUIRES RELEASES
            java.io.StringWriter,java.io.CharArrayWriter,java.io.ByteArrayOutputStream,java.io.BufferedWriter,java.io.PrintWriter,java.io.Writer  *  WRITE ACQUIRES RELEASES
            java.io.StringReader,java.io.CharArrayReader,java.io.ByteArrayInputStream,java.io.BufferedReader,java.io.Reader  *  WRITE ACQUIRES RELEASES
            java.nio.*Buffer        slice duplicate as*                          READ VIEW
            java.nio.*Buffer        remaining has* is* capacity array* order toString hashCode equals compareTo mismatch  READ
            java.nio.*Buffer        *                                            WRITE
            """;

    /** {@code OF_ARGUMENT}: what happens, happens to the first argument, which hooks get for the receiver. */
    private static final String STATIC = """
            java.lang.Thread        startVirtualThread                           START RELEASES
            java.lang.Thread        sleep                                        SLEEP TIMED
            java.lang.Thread        yield onSpinWait                             YIELD
            java.lang.Thread        interrupted                                  WRITE ACQUIRES
            java.util.concurrent.locks.LockSupport  park*                        PARK WAITS
            java.util.concurrent.locks.LockSupport  unpark                       UNPARK
            java.util.concurrent.CompletableFuture  supplyAsync runAsync         START RELEASES
            java.util.concurrent.ForkJoinTask  invokeAll                         START JOIN ACQUIRES RELEASES BLOCKS
            java.util.Collections   addAll copy fill replaceAll reverse rotate shuffle sort swap  WRITE OF_ARGUMENT
            java.util.Collections   unmodifiable* synchronized* checked* asLifoQueue newSetFromMap  READ VIEW OF_ARGUMENT
            java.util.Collections   binarySearch disjoint frequency indexOfSubList lastIndexOfSubList max min enumeration list  READ OF_ARGUMENT
            java.util.List,java.util.Set,java.util.Map  copyOf                   READ OF_ARGUMENT
            java.util.Arrays        asList stream                                READ VIEW OF_ARGUMENT
            java.util.stream.*Stream  of                                         READ VIEW OF_ARGUMENT
            java.nio.*Buffer        wrap                                         READ VIEW OF_ARGUMENT
            """;

    private static final String VIEW = "iterator listIterator descending* keySet values entrySet *Set subList subMap"
            + " headMap tailMap headSet tailSet navigable* reversed elements keys spliterator stream parallelStream"
            + " sequenced* splitAsStream";

    private static final String READ = "get* contains* size isEmpty is* has* peek* element first* last* floor* ceiling*"
            + " higher* lower* *ndexOf forEach* toArray toString hashCode equals length cardinality *SetBit *ClearBit"
            + " intersects clone comparator before after compareTo mappingCount search* reduce* remainingCapacity"
            + " estimate* characteristics count* to*";

    /** A parameter says how long, or until when. */
    private static final Pattern HAS_TIME =
            Pattern.compile("\\((?:[^L)]|L[^;]*;)*?(?:J|Ljava/time/Duration;|Ljava/util/Date;)");

    private static final List<Rule> VIRTUAL_RULES = parse(VIRTUAL);
    private static final List<Rule> STATIC_RULES = parse(STATIC);
    private static final ConcurrentMap<String, Optional<Found>> CACHE = new ConcurrentHashMap<>();

    private CallTable() {}

    private record Rule(
            Pattern owner, Pattern name, boolean isStep, Set<CallKind> kinds, Wait waits, boolean isOfArgument) {}

    private enum Wait {
        NO,
        ALWAYS,
        IF_TIMED
    }

    /**
     * A line of the table, applied to a method.
     *
     * @param isOfArgument whether hooks get the first argument for the receiver
     */
    record Found(Call call, boolean isOfArgument) {}

    /**
     * What a method does; empty if it is no step.
     *
     * @param owner the class of the JDK that declares or inherits it, by its internal name
     */
    static Optional<Found> find(String owner, String name, String descriptor, boolean isStatic) {
        if (!isOfJdk(owner) || name.startsWith("<")) {
            return Optional.empty();
        }
        return CACHE.computeIfAbsent(
                (isStatic ? "static " : "") + owner + "." + name + descriptor,
                any -> search(owner.replace('/', '.'), name, descriptor, isStatic));
    }

    /** Whether it may be in the table: a class by its internal name. */
    static boolean isOfJdk(String owner) {
        return owner.startsWith("java/") || owner.startsWith("javax/crypto/");
    }

    private static Optional<Found> search(String owner, String name, String descriptor, boolean isStatic) {
        for (Rule rule : isStatic ? STATIC_RULES : VIRTUAL_RULES) {
            if (rule.owner.matcher(owner).matches() && rule.name.matcher(name).matches()) {
                if (!rule.isStep) {
                    return Optional.empty();
                }
                Call call = new Call(owner, name, descriptor, kinds(rule, descriptor));
                return Optional.of(new Found(rule.isOfArgument ? call.ofArgument() : call, rule.isOfArgument));
            }
        }
        return Optional.empty();
    }

    private static Set<CallKind> kinds(Rule rule, String descriptor) {
        Set<CallKind> kinds = EnumSet.copyOf(rule.kinds);
        if (rule.waits != Wait.NO && HAS_TIME.matcher(descriptor).lookingAt()) {
            kinds.add(CallKind.TIMED);
        } else if (rule.waits == Wait.ALWAYS) {
            kinds.add(CallKind.BLOCKS);
        }
        return kinds;
    }

    private static List<Rule> parse(String table) {
        List<Rule> rules = new ArrayList<>();
        for (String line : table.split("\n", -1)) {
            if (!line.isBlank()) {
                rules.add(rule(line.strip().split("\\s+", -1)));
            }
        }
        return rules;
    }

    private static Rule rule(String... words) {
        List<String> names = new ArrayList<>();
        Set<CallKind> kinds = EnumSet.noneOf(CallKind.class);
        Wait waits = Wait.NO;
        boolean isStep = true;
        boolean isOfArgument = false;
        for (int i = 1; i < words.length; i++) {
            switch (words[i]) {
                case "-" -> isStep = false;
                case "WAITS" -> waits = Wait.ALWAYS;
                case "MAY_WAIT" -> waits = Wait.IF_TIMED;
                case "OF_ARGUMENT" -> isOfArgument = true;
                case "@VIEW" -> names.addAll(List.of(VIEW.split(" ", -1)));
                case "@READ" -> names.addAll(List.of(READ.split(" ", -1)));
                case String word when word.matches("[A-Z_]+") -> kinds.add(CallKind.valueOf(word));
                case String word -> names.add(word);
            }
        }
        return new Rule(pattern(List.of(words[0].split(",", -1))), pattern(names), isStep, kinds, waits, isOfArgument);
    }

    /** Of names in which a star stands for any characters but a dot. */
    static Pattern pattern(List<String> globs) {
        List<String> parts = new ArrayList<>();
        for (String glob : globs) {
            parts.add(Pattern.quote(glob).replace("*", "\\E[^.]*\\Q"));
        }
        return Pattern.compile(String.join("|", parts));
    }
}
