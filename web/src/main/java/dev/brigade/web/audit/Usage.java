package dev.brigade.web.audit;

import dev.brigade.web.audit.code.Access;
import dev.brigade.web.audit.code.Facts;
import dev.brigade.web.audit.code.FieldName;
import dev.brigade.web.audit.code.Guard;
import dev.brigade.web.audit.code.LambdaCode;
import dev.brigade.web.audit.code.Line;
import dev.brigade.web.audit.code.Use;
import dev.brigade.web.audit.code.Way;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where an object of the graph is used, and under which locks: the facts of the code, put together with the objects that the
 * code will work on. Confined to the thread that judges.
 */
final class Usage {
    /** A use of an object. */
    record Used(Use use, Set<LockObject> locks, Set<LockObject> readLocks) {}

    /** An access of a field of an object. */
    record Accessed(Access access, Set<LockObject> locks) {
        Line line() {
            return access.line();
        }
    }

    private final Graph graph;
    private final Facts facts;
    private final Locks locks;
    private final IdentityHashMap<Node, HeldEverywhere> over = new IdentityHashMap<>();
    private final IdentityHashMap<Holder, Optional<List<Used>>> uses = new IdentityHashMap<>();

    Usage(Graph graph, Facts facts, Locks locks) {
        this.graph = graph;
        this.facts = facts;
        this.locks = locks;
        settle();
    }

    /** The methods that could not be read, each with the reason. */
    Map<String, String> notRead() {
        Map<String, String> all = new TreeMap<>(facts.notRead());
        graph.lambdas().forEach(lambda -> lambda.code().facts().forEach(one -> all.putAll(one.notRead())));
        return all;
    }

    /** The accesses of a field; {@code owner} is empty for a static one. */
    List<Accessed> accesses(FieldName field, Optional<Object> owner) {
        List<Accessed> all = new ArrayList<>();
        for (Access access : facts.accesses(field)) {
            all.add(accessed(access, owner, List.of()));
        }
        for (Graph.Lambda lambda : graph.lambdas()) {
            for (Facts one : lambda.code().facts()) {
                for (Access access : one.accesses(field)) {
                    if (mayBe(access.owner(), owner, lambda.values())) {
                        all.add(accessed(access, owner, lambda.values()));
                    }
                }
            }
        }
        return all;
    }

    private Accessed accessed(Access access, Optional<Object> owner, List<@Nullable Object> captured) {
        Set<LockObject> held = new HashSet<>(resolved(access.under(), owner, captured, guard -> !guard.read()));
        if (!access.write()) {
            held.addAll(resolved(access.under(), owner, captured, Guard::read));
        }
        return new Accessed(access, held);
    }

    /** The uses of the object that {@code holder} holds; empty if nobody can say. */
    Optional<List<Used>> uses(Holder holder) {
        Optional<List<Used>> known = uses.get(holder);
        if (known == null) {
            known = find(holder);
            uses.put(holder, known);
        }
        return known;
    }

    private Optional<List<Used>> find(Holder holder) {
        return switch (holder) {
            case Holder.HandedOver _, Holder.Element _ -> Optional.empty();
            case Holder.Captured captured -> captured.code().flatMap(code -> uses(captured, code));
            case Holder.InField(Optional<Node> node, FieldName field) -> {
                Optional<Object> owner = node.map(Node::object);
                List<Used> all = new ArrayList<>();
                facts.uses(field).forEach(use -> all.add(used(use, owner, List.of())));
                for (Graph.Lambda lambda : graph.lambdas()) {
                    for (Facts one : lambda.code().facts()) {
                        one.uses(field).stream()
                                .filter(use -> mayBe(use.owner(), owner, lambda.values()))
                                .forEach(use -> all.add(used(use, owner, lambda.values())));
                    }
                }
                yield Optional.of(all);
            }
        };
    }

    private Optional<List<Used>> uses(Holder.Captured captured, LambdaCode code) {
        if (code.method().isPresent()) {
            String method = code.method().get();
            Use call = new Use(
                    Use.How.CALLED,
                    method.substring(method.indexOf("::") + 2),
                    Optional.empty(),
                    code.line(),
                    Set.of());
            return Optional.of(List.of(new Used(call, Set.of(), Set.of())));
        }
        return code.facts().isEmpty()
                ? Optional.empty()
                : Optional.of(code.facts().stream()
                        .flatMap(one -> one.usesOfCaptured(captured.index()).stream())
                        .map(use -> used(use, Optional.empty(), captured.values()))
                        .toList());
    }

    private Used used(Use use, Optional<Object> owner, List<@Nullable Object> captured) {
        return new Used(
                use,
                resolved(use.under(), owner, captured, guard -> !guard.read()),
                resolved(use.under(), owner, captured, Guard::read));
    }

    @SuppressWarnings("ReferenceEquality") // what equals does here is the application's business
    private boolean mayBe(Optional<Way> way, Optional<Object> owner, List<@Nullable Object> captured) {
        return owner.isEmpty()
                || way.flatMap(one -> locks.object(one, Optional.empty(), captured))
                        .map(object -> object == owner.get())
                        .orElse(true);
    }

    private Set<LockObject> resolved(
            Set<Guard> guards,
            Optional<Object> owner,
            List<@Nullable Object> captured,
            Function<Guard, Boolean> which) {
        return guards.stream()
                .filter(which::apply)
                .map(guard -> locks.lock(guard, owner, captured))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** The locks that are held wherever something is done with the object. */
    HeldEverywhere over(Node node) {
        return over.getOrDefault(node, HeldEverywhere.EVERY);
    }

    /** Objects may lead to each other in a ring, so it goes round until nothing changes; it only ever gets less. */
    private void settle() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Node node : graph.nodes()) {
                HeldEverywhere held = HeldEverywhere.EVERY;
                for (Holder holder : node.holders()) {
                    held = held.and(through(holder, _ -> false));
                }
                changed |= !held.equals(over.put(node, held));
            }
        }
    }

    /**
     * The locks that are held wherever something is done with what {@code holder} holds.
     *
     * @param reads which uses only read, so that a read lock is enough
     */
    HeldEverywhere through(Holder holder, Function<Use, Boolean> reads) {
        return switch (holder) {
            case Holder.HandedOver _ -> HeldEverywhere.NONE;
            case Holder.Element(Node container) -> over(container);
            case Holder.Captured _ -> everywhere(holder, reads);
            case Holder.InField(Optional<Node> owner, FieldName _) -> {
                HeldEverywhere inside = everywhere(holder, reads);
                yield owner.map(node -> inside.within(over(node))).orElse(inside);
            }
        };
    }

    private HeldEverywhere everywhere(Holder holder, Function<Use, Boolean> reads) {
        Optional<List<Used>> uses = uses(holder);
        if (uses.isEmpty()) {
            return HeldEverywhere.NONE;
        }
        HeldEverywhere held = HeldEverywhere.EVERY;
        for (Used used : uses.get()) {
            held = held.and(held(used, reads.apply(used.use())));
        }
        return held;
    }

    /** What is handed out is used where no lock is held any more. */
    static HeldEverywhere held(Used used, boolean reads) {
        return switch (used.use().how()) {
            case HANDED_OUT, KEPT, ANSWERED -> HeldEverywhere.NONE;
            case CALLED, FIELD, PASSED, ELEMENT_READ, ELEMENT_WRITTEN -> {
                Set<LockObject> all = new HashSet<>(used.locks());
                if (reads) {
                    all.addAll(used.readLocks());
                }
                yield HeldEverywhere.of(all);
            }
        };
    }
}
