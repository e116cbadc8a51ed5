package dev.brigade.threads;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

/**
 * A lock with a name that many may hold to read, or one to write, whose holders and waiters can be seen. It is a {@link
 * ReentrantReadWriteLock} inside and keeps its contract, fair or not. Safe from any thread.
 *
 * <p>Who writes may also read, and go on reading when it has released the write lock. The other way round would wait for
 * itself: a thread that reads and wants to write is refused, with the reason.
 *
 * <p>Its two sides are meeting points of their own, {@code menu (read)} and {@code menu (write)}, and one {@link Family}: an
 * order of acquisition does not tell them apart. {@code readers} has an entry for each thread that reads, which only that
 * thread changes: after it has got the read lock, and before it lets go. So the sum of the entries is the lock's own count
 * except while somebody is between the two, which {@link WriteLock#blockers} finds out.
 *
 * {@snippet :
 * NamedReadWriteLock menu = new NamedReadWriteLock("menu");
 * java.util.List<String> dishes = new java.util.ArrayList<>();
 * try (var _ = menu.writeLock().hold()) {
 *     dishes.add("soup");
 * }
 * try (var _ = menu.readLock().hold()) {
 *     System.out.println(dishes + " read by " + menu.readers());
 * }
 * }
 */
public final class NamedReadWriteLock implements ReadWriteLock {
    private final String name;
    private final Inside inside;
    private final Map<Thread, Reader> readers = new ConcurrentHashMap<>();
    private final ReadLock readLock;
    private final WriteLock writeLock;

    /** Who reads on a thread, and how many times. */
    private record Reader(Activity activity, int times) {}

    /** A lock that, when it is released, may be taken by whoever comes at that moment: fast. */
    public NamedReadWriteLock(String name) {
        this(name, false);
    }

    /** A lock that, if {@code fair}, is taken in the order of arrival, as {@link ReentrantReadWriteLock} describes it. */
    public NamedReadWriteLock(String name, boolean fair) {
        this.name = Names.checked("read-write lock", name);
        this.inside = new Inside(fair);
        Family family = new Family(MeetingPoint.Kind.LOCK, name);
        KeptPlaces places = new KeptPlaces();
        this.readLock = new ReadLock(this, family, places);
        this.writeLock = new WriteLock(this, family, places);
    }

    public String name() {
        return name;
    }

    public boolean isFair() {
        return inside.isFair();
    }

    @Override
    public ReadLock readLock() {
        return readLock;
    }

    @Override
    public WriteLock writeLock() {
        return writeLock;
    }

    /** Who holds it to write; empty if nobody does. */
    public Optional<Activity> writer() {
        return writeLock.owner();
    }

    /** Who holds it to read, and how many times. A copy; weakly consistent. */
    public Map<Activity, Integer> readers() {
        Map<Activity, Integer> now = new HashMap<>();
        readers.values().forEach(reader -> now.merge(reader.activity, reader.times, Integer::sum));
        return now;
    }

    /** Who is in the entry queue, to read or to write, the longest waiting first. Weakly consistent. */
    public List<Activity> waiters() {
        List<Activity> waiters = new ArrayList<>();
        for (Thread thread : inside.queued()) {
            readLock.knownAs(thread).or(() -> writeLock.knownAs(thread)).ifPresent(waiters::add);
        }
        return waiters.reversed();
    }

    @Override
    public String toString() {
        Map<Activity, Integer> reading = readers();
        return "read-write lock \"" + name + "\" "
                + (reading.isEmpty() || writer().isPresent()
                        ? "written by " + Names.orNobody(writer())
                        : "read by "
                                + reading.keySet().stream()
                                        .map(Activity::name)
                                        .sorted()
                                        .collect(Collectors.joining(", ")));
    }

    /** Those that read, if all that read have told; else it is in motion. */
    private Optional<Map<Activity, Integer>> settledReaders() {
        Map<Activity, Integer> now = readers();
        int told = now.values().stream().mapToInt(Integer::intValue).sum();
        return told > 0 && told == inside.getReadLockCount() ? Optional.of(now) : Optional.empty();
    }

    /** The side on which many may be at once. It has no conditions. */
    public static final class ReadLock extends AnnouncedLock {
        private final NamedReadWriteLock whole;

        ReadLock(NamedReadWriteLock whole, Family family, KeptPlaces places) {
            super(whole.name + " (read)", family, places);
            this.whole = whole;
        }

        @Override
        public boolean isFair() {
            return whole.inside.isFair();
        }

        @Override
        public boolean isHeldByCurrentThread() {
            return holdCount() > 0;
        }

        @Override
        public int holdCount() {
            return whole.inside.getReadHoldCount();
        }

        /** Who writes; or who has waited longest, if that wants to write, for readers don't overtake it. */
        @Override
        public Blockers blockers(int need) {
            Optional<Activity> writer = whole.writeLock.owner();
            if (writer.isPresent()) {
                return Blockers.one(writer.get());
            }
            Thread first = null;
            for (Thread thread : whole.inside.queued()) {
                first = thread; // the longest waiting comes last
            }
            return Optional.ofNullable(first)
                    .flatMap(whole.writeLock::knownAs)
                    .map(Blockers::one)
                    .orElse(Blockers.UNKNOWN);
        }

        /**
         * Releases the lock.
         *
         * @throws IllegalMonitorStateException if the current thread does not hold it
         */
        @Override
        public void unlock() {
            Thread thread = Thread.currentThread();
            int holds = holdCount();
            if (holds == 0) {
                throw new IllegalMonitorStateException("Lock \"" + name() + "\" is not held by thread \""
                        + thread.getName() + "\", on which " + Activity.current() + " wants to unlock it; "
                        + whole + ". Only a thread that locked it may, once for each lock(); use try (var _ ="
                        + " lock.readLock().hold())");
            }
            Reader reader = whole.readers.get(thread);
            if (reader == null) {
                inner().unlock();
                return;
            }
            if (holds > 1) {
                try {
                    whole.readers.put(thread, new Reader(reader.activity, holds - 1));
                } finally {
                    inner().unlock();
                }
                return;
            }
            reader.activity.before(Step.RELEASE, this);
            try {
                releasedBy(reader.activity);
            } finally { // whatever goes wrong with what is told of it
                whole.readers.remove(thread);
                inner().unlock();
            }
            reader.activity.after(Step.RELEASE, this);
        }

        /** @throws UnsupportedOperationException always: many may hold it, so none could wait for a change */
        @Override
        public NamedCondition newCondition() {
            throw new UnsupportedOperationException("The read lock of \"" + whole.name
                    + "\" has no conditions: while one reads nobody can change anything. Wait at a condition of the write"
                    + " lock: writeLock().condition(\"name\")");
        }

        @Override
        public String toString() {
            return "read lock of " + whole;
        }

        @Override
        Lock inner() {
            return whole.inside.readLock();
        }

        @Override
        Collection<Thread> queued() {
            return whole.inside.queued();
        }

        @Override
        boolean hasQueuedThreads() {
            return whole.inside.hasQueuedThreads();
        }

        /** Who writes has it at once. Others don't overtake, even if it is not fair, or writers might wait for ever. */
        @Override
        boolean mayOvertake() {
            return whole.inside.isWriteLockedByCurrentThread();
        }

        @Override
        Optional<Activity> blockedBy() {
            return whole.writeLock.owner();
        }

        @Override
        void gotBy(Activity me) {
            whole.readers.put(Thread.currentThread(), new Reader(me, 1));
        }

        @Override
        void gotAgain() {
            whole.readers.computeIfPresent(
                    Thread.currentThread(), (_, reader) -> new Reader(reader.activity, reader.times + 1));
        }
    }

    /** The side on which one may be. */
    public static final class WriteLock extends OwnedLock {
        private final NamedReadWriteLock whole;

        WriteLock(NamedReadWriteLock whole, Family family, KeptPlaces places) {
            super(whole.name + " (write)", family, places);
            this.whole = whole;
        }

        @Override
        public boolean isFair() {
            return whole.inside.isFair();
        }

        @Override
        public boolean isHeldByCurrentThread() {
            return whole.inside.isWriteLockedByCurrentThread();
        }

        @Override
        public int holdCount() {
            return whole.inside.getWriteHoldCount();
        }

        /** Who writes, or all who read. */
        @Override
        public Blockers blockers(int need) {
            return owner().map(Blockers::one)
                    .or(() -> whole.settledReaders().map(Blockers::all))
                    .orElse(Blockers.UNKNOWN);
        }

        @Override
        Lock inner() {
            return whole.inside.writeLock();
        }

        @Override
        Collection<Thread> queued() {
            return whole.inside.queued();
        }

        @Override
        boolean hasQueuedThreads() {
            return whole.inside.hasQueuedThreads();
        }

        @Override
        boolean mayOvertake() {
            return !whole.inside.isFair();
        }

        @Override
        boolean isQueued(Thread thread) {
            return whole.inside.hasQueuedThread(thread);
        }

        /** Who writes, or who reads if it is the only one. */
        @Override
        Optional<Activity> blockedBy() {
            return owner().or(() -> {
                List<Activity> reading = List.copyOf(whole.readers().keySet());
                return reading.size() == 1 ? Optional.of(reading.getFirst()) : Optional.empty();
            });
        }

        @Override
        void refuseInVain(Activity me) {
            if (whole.inside.getReadHoldCount() > 0) {
                throw new IllegalMonitorStateException(me + " holds \"" + whole.readLock.name() + "\" and wants \""
                        + name() + "\": it would wait for itself. Release the read lock first, lock to write, and look"
                        + " again at what was read, for another may have written in between");
            }
        }

        @Override
        Activity ownerWaits(Activity me) {
            if (whole.inside.getReadHoldCount() > 0) {
                throw new IllegalMonitorStateException(me + " wants to wait at a condition of \"" + name()
                        + "\" and holds \"" + whole.readLock.name()
                        + "\" too, so that nobody could write and signal. Release the read lock before await()");
            }
            return super.ownerWaits(me);
        }
    }

    private static final class Inside extends ReentrantReadWriteLock {
        private static final long serialVersionUID = 1;

        Inside(boolean fair) {
            super(fair);
        }

        /** The longest waiting last. */
        Collection<Thread> queued() {
            return getQueuedThreads();
        }
    }
}
