package dev.brigade.web.audit.code;

import dev.brigade.web.audit.code.Value.Field;
import dev.brigade.web.audit.code.Value.Param;
import dev.brigade.web.audit.code.Value.Static;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was found in code that several threads may run. Confined to the thread that analyses. */
public final class Facts {
    private final Map<FieldName, Set<Access>> accesses = new HashMap<>();
    private final Map<FieldName, Set<Use>> uses = new HashMap<>();
    private final Map<Integer, Set<Use>> usesOfCaptured = new HashMap<>();
    private final Map<String, String> notRead = new TreeMap<>();

    Facts() {}

    /** Where a field is read or written. */
    public Set<Access> accesses(FieldName field) {
        return accesses.getOrDefault(field, Set.of());
    }

    /** Where the object is used that a field holds. */
    public Set<Use> uses(FieldName field) {
        return uses.getOrDefault(field, Set.of());
    }

    /** Where a lambda uses what it has captured as its {@code index}th. */
    public Set<Use> usesOfCaptured(int index) {
        return usesOfCaptured.getOrDefault(index, Set.of());
    }

    /** The methods that could not be read, each with the reason: what they do is not among the facts. */
    public Map<String, String> notRead() {
        return Map.copyOf(notRead);
    }

    void notRead(String method, String reason) {
        notRead.put(method, reason);
    }

    void access(Value owner, FieldName field, boolean write, boolean fromItself, Line line, Set<HeldLock> held) {
        accesses.computeIfAbsent(field, _ -> new LinkedHashSet<>())
                .add(new Access(
                        field, Way.to(owner, Value.Unknown.VALUE), write, fromItself, line, guards(owner, held)));
    }

    void use(Value used, Use.How how, String method, Line line, Set<HeldLock> held) {
        switch (used) {
            case Field(Value owner, FieldName field) ->
                uses.computeIfAbsent(field, _ -> new LinkedHashSet<>())
                        .add(new Use(how, method, Way.to(owner, Value.Unknown.VALUE), line, guards(owner, held)));
            case Static(FieldName field) ->
                uses.computeIfAbsent(field, _ -> new LinkedHashSet<>())
                        .add(new Use(how, method, Optional.empty(), line, guards(Value.Unknown.VALUE, held)));
            case Param(int index) ->
                usesOfCaptured
                        .computeIfAbsent(index, _ -> new LinkedHashSet<>())
                        .add(new Use(how, method, Optional.empty(), line, guards(Value.Unknown.VALUE, held)));
            default -> {}
        }
    }

    private static Set<Guard> guards(Value owner, Set<HeldLock> held) {
        return held.stream()
                .map(lock -> Guard.from(owner, lock))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }
}
