package dev.brigade.check.control;

import dev.brigade.check.agent.Call;
import dev.brigade.check.agent.CallKind;
import dev.brigade.check.agent.Calls;
import dev.brigade.check.agent.Site;
import dev.brigade.check.naming.Access;
import dev.brigade.check.naming.Access.Effect;
import dev.brigade.check.naming.Event;
import dev.brigade.check.naming.Location;
import dev.brigade.check.schedule.Operation;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the steps of one run read and wrote, as it is needed to name what went wrong. Confined to one thread. */
public final class Facts {
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();

    /** What {@code operation} of the thread in column {@code thread} did; empty if it touched nothing. */
    public Optional<Event> of(int thread, Operation operation) {
        return switch (operation.whole()) {
            case FieldStep step ->
                Optional.of(memory(
                        thread,
                        Event.Kind.FIELD,
                        access("field " + step.name() + number(step.owner()), step, step.value())));
            case ArrayStep step ->
                Optional.of(memory(
                        thread,
                        Event.Kind.ARRAY,
                        access(
                                "array "
                                        + step.owner()
                                                .getClass()
                                                .getComponentType()
                                                .getSimpleName() + "[]" + number(step.owner()) + "[" + step.part()
                                        + "]",
                                step,
                                step.value())));
            case MonitorStep step ->
                Optional.of(memory(
                        thread, Event.Kind.LOCK, access("lock " + step.subject() + number(step.owner()), step, "")));
            case MeetingStep step ->
                Optional.of(memory(thread, Event.Kind.LOCK, access("lock " + step.part(), step, "")));
            case CallStep step -> Optional.of(call(thread, step));
            case Told told -> told.event(thread);
            default -> Optional.empty();
        };
    }

    /** An operation that says itself what it read and wrote. */
    public interface Told {
        Optional<Event> event(int thread);
    }

    /** The site of an operation in instrumented code; -1 if it has none. */
    public static int site(Operation operation) {
        Site site = operation.whole() instanceof SharedStep step ? step.site() : null;
        return site == null ? -1 : site.id();
    }

    /** By which name the location of a step is known, so that those on the same one can be shown together; empty if it has none. */
    public List<String> locations(int thread, Operation operation) {
        return of(thread, operation)
                .map(event -> event.accesses().stream()
                        .map(access -> text(access.location()))
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    private static String text(Location location) {
        return location.name() + (location.keys().isEmpty() ? "" : location.keys());
    }

    @SuppressWarnings("ReferenceEquality") // a constant
    private String number(Object owner) {
        return owner == SharedStep.STATIC || owner instanceof Class<?>
                ? ""
                : "@" + numbers.computeIfAbsent(owner, _ -> numbers.size() + 1);
    }

    private String named(Object owner) {
        return Names.simple(owner.getClass().getName()) + number(owner);
    }

    private static Event memory(int thread, Event.Kind kind, Access... accesses) {
        return Event.memory(thread, kind, accesses);
    }

    private static Access access(String location, SharedStep step, String value) {
        return (step.changes() ? Access.write(location) : Access.read(location)).value(value);
    }

    private Event call(int thread, CallStep step) {
        Site site = step.site();
        Call call = site == null ? null : Calls.of(site.id(), step.owner());
        String what = named(step.owner());
        if (site == null || call == null || isSynchronisation(call)) {
            return memory(thread, Event.Kind.LOCK, access("lock " + what, step, step.value()));
        }
        boolean atomic = step.field().isPresent()
                || step.owner().getClass().getName().startsWith("java.util.concurrent.atomic.");
        String part = step.part().equals(SharedStep.WHOLE) ? "" : "[" + Names.value(step.part()) + "]";
        Location location = Location.of(step.field()
                .map(name -> "field " + name + number(step.owner()))
                .orElseGet(() -> (atomic ? "field " : "collection ") + what + part));
        Event.Kind kind = atomic ? Event.Kind.ATOMIC : Event.Kind.COLLECTION;
        Access read = new Access(location, Effect.READ, false, Set.of(), step.value());
        if (!step.changes()) {
            Object iterator = step.alsoOwner();
            return iterator == null
                    ? memory(thread, kind, read)
                    : memory(thread, kind, read, Access.write("collection " + named(iterator)));
        }
        Access write = new Access(location, effect(site.member()), false, Set.of(), "");
        return readsToo(site.member()) ? memory(thread, kind, read, write) : memory(thread, kind, write);
    }

    private static boolean isSynchronisation(Call call) {
        return call.is(CallKind.LOCK)
                || call.is(CallKind.TRY_LOCK)
                || call.is(CallKind.UNLOCK)
                || call.is(CallKind.AWAIT)
                || call.is(CallKind.SIGNAL)
                || call.is(CallKind.PARK)
                || call.is(CallKind.UNPARK)
                || call.is(CallKind.BLOCKS)
                || call.is(CallKind.JOIN);
    }

    private static Effect effect(String method) {
        if (method.startsWith("add")
                || method.startsWith("offer")
                || method.startsWith("push")
                || method.equals("append")
                || isTold(method)) {
            return Effect.INSERT;
        }
        if (method.startsWith("remove")
                || method.startsWith("poll")
                || method.startsWith("take")
                || method.startsWith("pop")) {
            return Effect.DELETE;
        }
        return Effect.WRITE;
    }

    /** A digest, a cipher or a checksum: it has all that it was told, and tells of all. */
    private static boolean isTold(String method) {
        return method.equals("update") || method.equals("digest") || method.equals("doFinal");
    }

    private static boolean readsToo(String method) {
        return method.startsWith("compare")
                || method.startsWith("weakCompare")
                || method.startsWith("getAnd")
                || method.endsWith("AndGet")
                || method.startsWith("compute")
                || method.startsWith("merge")
                || method.startsWith("poll")
                || method.startsWith("putIf")
                || method.startsWith("remove");
    }
}
