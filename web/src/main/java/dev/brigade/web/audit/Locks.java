package dev.brigade.web.audit;

import dev.brigade.threads.MeetingPoint;
import dev.brigade.web.audit.code.FieldName;
import dev.brigade.web.audit.code.Guard;
import dev.brigade.web.audit.code.Way;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the objects that ways in the source lead to. Only final fields are followed: others may hold another one by then. */
final class Locks {
    private final OwnClasses own;

    Locks(OwnClasses own) {
        this.own = own;
    }

    /**
     * The lock, if it is certain which one it is.
     *
     * @param owner the object that has the field which is used
     * @param captured what the lambda has captured that uses it
     */
    Optional<LockObject> lock(Guard guard, Optional<Object> owner, List<@Nullable Object> captured) {
        return object(guard.lock(), owner, captured)
                .map(lock -> new LockObject(lock, guard.monitor(), name(guard, lock)));
    }

    Optional<Object> object(Way way, Optional<Object> owner, List<@Nullable Object> captured) {
        Optional<Object> at = switch (way.from()) {
            case Way.Anchor.Owner _ -> owner;
            case Way.Anchor.Captured(int index) ->
                index < captured.size() ? Optional.ofNullable(captured.get(index)) : Optional.empty();
            case Way.Anchor.StaticField(FieldName field) -> value(field, Optional.empty());
            case Way.Anchor.TheClass(String name) -> own.find(name).map(type -> (Object) type);
        };
        for (FieldName field : way.fields()) {
            at = at.flatMap(object -> value(field, Optional.of(object)));
        }
        return at;
    }

    private Optional<Object> value(FieldName name, Optional<Object> owner) {
        if (!own.test(name.owner())) {
            return Optional.empty();
        }
        return own.find(name.owner()).flatMap(type -> {
            try {
                Field field = type.getDeclaredField(name.name());
                boolean fits = Modifier.isFinal(field.getModifiers())
                        && (owner.isPresent() ? type.isInstance(owner.get()) : Modifier.isStatic(field.getModifiers()));
                return fits ? Insides.value(field, owner.orElse(null)) : Optional.empty();
            } catch (NoSuchFieldException e) {
                return Optional.empty(); // of a class file that is not the one which was loaded
            }
        });
    }

    private static String name(Guard guard, Object lock) {
        if (lock instanceof MeetingPoint point) {
            return pointName(point);
        }
        String text = lock instanceof Class<?> type
                ? FieldName.simple(type.getName()) + ".class"
                : guard.lock().fields().isEmpty() && !(guard.lock().from() instanceof Way.Anchor.StaticField)
                        ? guard.lock().from() instanceof Way.Anchor.Owner
                                ? "the " + FieldName.simple(lock.getClass().getName())
                                : FieldName.simple(lock.getClass().getName())
                        : guard.lock().from() instanceof Way.Anchor.StaticField(FieldName field)
                                        && guard.lock().fields().isEmpty()
                                ? field.toString()
                                : guard.lock().fields().getLast().toString();
        return guard.monitor() ? "synchronized (" + text + ")" : text;
    }

    /** {@code lock "oven"}. */
    static String pointName(MeetingPoint point) {
        return point.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " \"" + point.name() + "\"";
    }
}
