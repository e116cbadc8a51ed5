package dev.brigade.web.audit.code;

import dev.brigade.web.audit.code.Use.How;
import dev.brigade.web.audit.code.Value.HeldOf;
import dev.brigade.web.audit.code.Value.Lambda;
import dev.brigade.web.audit.code.Value.TryOf;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a call does: takes or releases a lock, reads a field by its getter, goes into a private or static method with what is
 * held, or uses the objects it is called on and with. A lambda is gone into as well: with what is held, if it is passed to a
 * method of {@code java.util}, which runs it there and then; with nothing held otherwise, since it runs later.
 */
final class Calls {
    private static final Set<String> LOCKS = Set.of(
            "java.util.concurrent.locks.Lock",
            "java.util.concurrent.locks.ReentrantLock",
            "java.util.concurrent.locks.ReentrantReadWriteLock$ReadLock",
            "java.util.concurrent.locks.ReentrantReadWriteLock$WriteLock",
            "dev.brigade.threads.NamedLock");
    private static final Set<String> READ_WRITE_LOCKS =
            Set.of("java.util.concurrent.locks.ReadWriteLock", "java.util.concurrent.locks.ReentrantReadWriteLock");

    private final Analysis analysis;
    private final Frame frame;

    Calls(Analysis analysis, Frame frame) {
        this.analysis = analysis;
        this.frame = frame;
    }

    void call(InvokeInstruction call, State state, Line line, boolean notes) {
        MethodName method = new MethodName(
                Classes.binaryName(call.owner()),
                call.name().stringValue(),
                call.type().stringValue());
        MethodTypeDesc type = call.typeSymbol();
        List<Value> arguments = popArguments(type, state);
        if (call.opcode() != Opcode.INVOKESTATIC) {
            arguments.addFirst(state.pop(1));
        }
        Value result = lockResult(method, arguments, state)
                .or(() -> analysis.getter(method)
                        .filter(_ -> call.opcode() != Opcode.INVOKESTATIC)
                        .map(field -> Value.field(arguments.getFirst(), field)))
                .or(() -> method.owner().equals("java.util.Objects")
                                && method.name().startsWith("requireNonNull")
                        ? Optional.of(arguments.getFirst())
                        : Optional.empty())
                .or(() -> analysis.returned(method).map(value -> value.with(arguments)))
                .orElse(Value.Unknown.VALUE);
        if (notes) {
            note(call, method, arguments, state, line);
        }
        state.push(result, TypeKind.from(type.returnType()).slotSize());
    }

    private static List<Value> popArguments(MethodTypeDesc type, State state) {
        List<Value> arguments = new ArrayList<>();
        for (ClassDesc parameter : type.parameterList().reversed()) {
            arguments.addFirst(state.pop(TypeKind.from(parameter).slotSize()));
        }
        return arguments;
    }

    /** What is known of the result of a method of a lock; empty if it is none. */
    private static Optional<Value> lockResult(MethodName method, List<Value> arguments, State state) {
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        Value on = arguments.getFirst();
        if (LOCKS.contains(method.owner())) {
            HeldLock lock = HeldLock.of(on);
            switch (method.name()) {
                case "lock", "lockInterruptibly" -> state.acquire(lock);
                case "unlock" -> state.release(lock);
                case "tryLock" -> {
                    return Optional.of(new TryOf(lock));
                }
                case "hold" -> {
                    state.acquire(lock);
                    return Optional.of(new HeldOf(lock));
                }
                default -> {}
            }
        } else if (READ_WRITE_LOCKS.contains(method.owner())) {
            switch (method.name()) {
                case "readLock" -> {
                    return Optional.of(new Value.Part(on, true));
                }
                case "writeLock" -> {
                    return Optional.of(new Value.Part(on, false));
                }
                default -> {}
            }
        } else if (method.owner().equals("dev.brigade.threads.Held")
                && method.name().equals("close")) {
            state.release(on instanceof HeldOf(HeldLock lock) ? lock : HeldLock.of(Value.Unknown.VALUE));
        } else if (method.name().equals("hold") && method.descriptor().equals("(Ljava/util/concurrent/locks/Lock;)V")) {
            state.acquire(HeldLock.of(arguments.get(1))); // of Work: until after the commit
        }
        return Optional.empty();
    }

    private void note(InvokeInstruction call, MethodName method, List<Value> arguments, State state, Line line) {
        boolean entered = analysis.enter(frame, call.opcode(), method, arguments, state.held());
        boolean onSomething = call.opcode() != Opcode.INVOKESTATIC;
        boolean now =
                (method.owner().startsWith("java.util.") && !method.owner().startsWith("java.util.concurrent."))
                        || method.owner().equals("java.lang.Iterable");
        for (int i = 0; i < arguments.size(); i++) {
            Value value = arguments.get(i);
            if (value instanceof Lambda lambda) {
                analysis.enter(frame, lambda, now ? Optional.of(state.held()) : Optional.empty());
            } else if (!entered) {
                boolean receiver = onSomething && i == 0;
                use(
                        value,
                        receiver ? How.CALLED : How.PASSED,
                        receiver ? method.name() : method.owner() + "." + method.name(),
                        line,
                        state);
            }
        }
    }

    /** A lambda or method reference, or something else that a bootstrap method makes: text, a switch. */
    void dynamic(InvokeDynamicInstruction call, State state, Line line, boolean notes) {
        List<Value> captured = popArguments(call.typeSymbol(), state);
        Optional<LambdaSite> site = LambdaSite.of(frame.type(), frame.method(), call, 0, line);
        Value result = Value.Unknown.VALUE;
        if (site.isPresent()) {
            result = new Lambda(site.get().code(), captured);
            boolean entered = analysis.canEnter(site.get().code());
            if (notes && !entered) {
                MethodName code = site.get().code();
                for (int i = 0; i < captured.size(); i++) {
                    use(captured.get(i), i == 0 ? How.CALLED : How.PASSED, code.name(), line, state);
                }
            }
        } else if (notes) {
            captured.forEach(value -> use(value, How.PASSED, "java.lang.String.valueOf", line, state));
        }
        state.push(result, TypeKind.from(call.typeSymbol().returnType()).slotSize());
    }

    /** A lambda that is kept runs some time, on whatever thread. */
    void later(Value value, boolean notes) {
        if (notes && value instanceof Lambda lambda) {
            analysis.enter(frame, lambda, Optional.empty());
        }
    }

    void use(Value used, How how, String method, Line line, State state) {
        for (Value value : Value.each(used)) {
            Value owner = value instanceof Value.Field(Value base, FieldName _) ? base : Value.Unknown.VALUE;
            if (!frame.isAlone(owner)) {
                analysis.facts().use(value, how, method, line, state.held());
            }
        }
    }
}
