package dev.brigade.web.audit.code;

import dev.brigade.web.audit.code.Frame.Result;
import dev.brigade.web.audit.code.Value.Lambda;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through methods and the methods that they call. A method that may be called from anywhere is followed as if no lock
 * were held; private and static ones and lambdas from where they are called, with what is held and known there, and a private
 * one that nobody calls as if it were not private. Confined to the thread that analyses.
 */
final class Analysis {
    private static final int DEEPEST = 8;

    /** Called in more ways than this, a method is followed as if it might be called from anywhere. */
    private static final int MOST_CALLERS = 40;

    private record Entry(
            MethodName method,
            List<Value> arguments,
            Set<HeldLock> held,
            Value constructed,
            boolean builds,
            Result result) {}

    private final Classes classes;
    private final Set<MethodName> apart;
    private final Facts facts = new Facts();
    private final Set<Entry> entered = new HashSet<>();
    private final IdentityHashMap<MethodModel, Optional<Body>> bodies = new IdentityHashMap<>();
    private final Map<MethodName, Integer> callers = new HashMap<>();
    private final Set<MethodName> reached = new HashSet<>();
    private final Map<MethodName, Value> returned = new HashMap<>();
    private final Map<MethodName, Optional<FieldName>> getters = new HashMap<>();

    /** @param apart lambdas that are analysed each for itself */
    Analysis(Classes classes, Set<MethodName> apart) {
        this.classes = classes;
        this.apart = apart;
    }

    Classes classes() {
        return classes;
    }

    Facts facts() {
        return facts;
    }

    Optional<Body> body(Frame frame) {
        Optional<Body> known = bodies.get(frame.method());
        if (known == null) {
            known = Body.of(frame.type(), frame.method());
            bodies.put(frame.method(), known);
        }
        return known;
    }

    boolean isOwn(String className) {
        return classes.find(className).isPresent();
    }

    /** Follows all methods of these classes. */
    void followAll(List<String> names) {
        List<Frame> rest = new ArrayList<>();
        for (String name : names) {
            classes.find(name).ifPresent(type -> {
                for (MethodModel method : type.methods()) {
                    Frame frame = Frame.open(type, method);
                    if (method.flags().has(AccessFlag.PRIVATE)) {
                        rest.add(frame);
                    } else {
                        boolean known = method.flags().has(AccessFlag.STATIC) || isGetter(method);
                        Flow.follow(this, known ? frame.with(Result.BY_CALLERS) : frame, Set.of());
                    }
                }
            });
        }
        for (Frame frame : rest) {
            MethodName name = name(frame);
            if (!reached.contains(name) && !apart.contains(name)) {
                Flow.follow(this, frame.with(Result.BY_CALLERS), Set.of());
            }
        }
    }

    private static MethodName name(Frame frame) {
        return new MethodName(
                Classes.binaryName(frame.type().thisClass()),
                frame.method().methodName().stringValue(),
                frame.method().methodType().stringValue());
    }

    /** Follows a lambda that several threads call. */
    void followLambda(MethodName code) {
        declaring(code)
                .flatMap(type -> classes.method(code).map(method -> Frame.open(type, method)))
                .ifPresent(frame -> Flow.follow(this, frame.with(Result.ANSWERED), Set.of()));
    }

    boolean canEnter(MethodName method) {
        return classes.method(method)
                .filter(found -> found.code().isPresent()
                        && (found.flags().has(AccessFlag.PRIVATE)
                                || found.flags().has(AccessFlag.STATIC)))
                .isPresent();
    }

    /** Follows a call, if it is certain which method it calls; whether it did. */
    boolean enter(Frame from, Opcode opcode, MethodName name, List<Value> arguments, Set<HeldLock> held) {
        boolean certain = opcode == Opcode.INVOKESTATIC || !name.name().equals("<init>");
        return certain
                && canEnter(name)
                && enter(from, name, arguments, held, from.constructed(), from.builds(), Result.BY_CALLERS);
    }

    /** @param held the locks under which it runs there and then; empty if it runs later */
    void enter(Frame from, Lambda lambda, Optional<Set<HeldLock>> held) {
        if (!canEnter(lambda.code()) || (held.isEmpty() && apart.contains(lambda.code()))) {
            return;
        }
        List<Value> arguments = new ArrayList<>(
                held.isPresent()
                        ? lambda.captured()
                        : lambda.captured().stream().map(Value::shared).toList());
        int count = classes.method(lambda.code())
                .map(Frame::params)
                .orElse(List.of())
                .size();
        while (arguments.size() < count) {
            arguments.add(Value.Unknown.VALUE);
        }
        enter(
                from,
                lambda.code(),
                arguments,
                held.orElse(Set.of()),
                held.isPresent() ? from.constructed() : Value.Unknown.VALUE,
                held.isPresent() && from.builds(),
                held.isPresent() ? Result.BY_CALLERS : Result.ANSWERED);
    }

    private boolean enter(
            Frame from,
            MethodName name,
            List<Value> arguments,
            Set<HeldLock> held,
            Value constructed,
            boolean builds,
            Result result) {
        Optional<ClassModel> type = declaring(name);
        Optional<MethodModel> method = classes.method(name);
        if (from.depth() == DEEPEST || type.isEmpty() || method.isEmpty()) {
            return false;
        }
        Frame open = Frame.open(type.get(), method.get());
        Frame frame = new Frame(
                type.get(), method.get(), arguments, constructed, builds || open.builds(), result, from.depth() + 1);
        reached.add(name(frame));
        if (entered.add(new Entry(name, arguments, held, constructed, builds, result))) {
            int times = callers.merge(name, 1, Integer::sum);
            if (times > MOST_CALLERS) {
                if (times == MOST_CALLERS + 1) {
                    Flow.follow(this, open.with(Result.BY_CALLERS), Set.of());
                }
                return false;
            }
            Flow.follow(this, frame, held);
        }
        return callers.getOrDefault(name, 0) <= MOST_CALLERS;
    }

    private Optional<ClassModel> declaring(MethodName name) {
        Optional<MethodModel> method = classes.method(name);
        return method.flatMap(MethodModel::parent);
    }

    /** The field that a method returns and does nothing else. */
    Optional<FieldName> getter(MethodName name) {
        return getters.computeIfAbsent(name, _ -> classes.method(name).flatMap(this::getter));
    }

    /** What a method returns, if it is certain which method a call calls; in terms of its arguments. */
    Optional<Value> returned(MethodName name) {
        Value known = returned.get(name);
        if (known == null) {
            returned.put(name, Value.Unknown.VALUE); // while it is looked at: it may call itself
            known = canEnter(name)
                    ? declaring(name)
                            .flatMap(type ->
                                    classes.method(name).map(method -> Flow.returned(this, Frame.open(type, method))))
                            .orElse(Value.Unknown.VALUE)
                    : Value.Unknown.VALUE;
            returned.put(name, known);
        }
        return known instanceof Value.Unknown ? Optional.empty() : Optional.of(known);
    }

    private boolean isGetter(MethodModel method) {
        return getter(method).isPresent();
    }

    private Optional<FieldName> getter(MethodModel method) {
        if (method.flags().has(AccessFlag.STATIC)
                || method.flags().has(AccessFlag.SYNCHRONIZED)
                || method.methodTypeSymbol().parameterCount() > 0) {
            return Optional.empty();
        }
        List<Instruction> code = new ArrayList<>();
        method.code().ifPresent(body -> {
            for (CodeElement element : body) {
                if (element instanceof Instruction instruction) {
                    code.add(instruction);
                }
            }
        });
        return code.size() == 3
                        && code.get(0) instanceof LoadInstruction
                        && code.get(1) instanceof FieldInstruction field
                        && field.opcode() == Opcode.GETFIELD
                        && code.get(2) instanceof ReturnInstruction
                ? Optional.of(classes.field(
                        Classes.binaryName(field.owner()), field.name().stringValue()))
                : Optional.empty();
    }
}
