package dev.brigade.web.audit.code;

import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a method along all its ways, exceptions included, until what is known before each instruction holds for every way
 * that leads there; then notes what happens. The locks that are held are those held on all ways: a lockset, as in Eraser
 * (Savage et al., 1997), computed from the code instead of a run. Confined to the thread that analyses.
 */
final class Flow {
    private final Frame frame;
    private final Body body;
    private final Step step;
    private final @Nullable State[] before;
    private final Deque<Integer> open = new ArrayDeque<>();

    private Flow(Analysis analysis, Frame frame, Body body, Set<HeldLock> held) {
        this.frame = frame;
        this.body = body;
        this.step = new Step(analysis, frame, body);
        this.before = new State[body.instructions().size()];
        State entry = new State(body.maxLocals());
        held.forEach(entry::acquire);
        if (frame.method().flags().has(AccessFlag.SYNCHRONIZED)) {
            entry.acquire(HeldLock.monitor(
                    frame.method().flags().has(AccessFlag.STATIC)
                            ? new Value.ClassOf(Classes.binaryName(frame.type().thisClass()))
                            : frame.arguments().getFirst()));
        }
        putArguments(entry);
        reach(0, entry);
    }

    /** Notes in {@code analysis} what the method does, if it is called with {@code held} held. */
    static void follow(Analysis analysis, Frame frame, Set<HeldLock> held) {
        try {
            analysis.body(frame).ifPresent(body -> {
                Flow flow = new Flow(analysis, frame, body, held);
                flow.settle();
                flow.note();
            });
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException e) {
            // a class file that no compiler of Java has made
            String method = frame.type().thisClass().asInternalName().replace('/', '.') + "."
                    + frame.method().methodName();
            analysis.facts().notRead(method, "its code could not be read: " + e);
        }
    }

    /** What a method returns, seen from inside; unknown if that is of no use to who calls it. */
    static Value returned(Analysis analysis, Frame frame) {
        try {
            return analysis.body(frame)
                    .map(body -> {
                        Flow flow = new Flow(analysis, frame, body, Set.of());
                        flow.settle();
                        return flow.returned();
                    })
                    .orElse(Value.Unknown.VALUE);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException e) {
            return Value.Unknown.VALUE; // reported when it is followed
        }
    }

    private Value returned() {
        Value result = null;
        for (int at = 0; at < before.length; at++) {
            State state = before[at];
            if (state != null && body.instructions().get(at).opcode() == Opcode.ARETURN) {
                Value value = state.copy().pop(1);
                result = result == null ? value : Value.meet(result, value);
            }
        }
        return result == null ? Value.Unknown.VALUE : result;
    }

    private void putArguments(State entry) {
        boolean isStatic = frame.method().flags().has(AccessFlag.STATIC);
        List<ClassDesc> types = frame.method().methodTypeSymbol().parameterList();
        int slot = 0;
        for (int i = 0; i < frame.arguments().size(); i++) {
            entry.local(slot, frame.arguments().get(i));
            int type = isStatic ? i : i - 1;
            slot += type < 0 ? 1 : TypeKind.from(types.get(type)).slotSize();
        }
    }

    private void settle() {
        while (!open.isEmpty()) {
            int at = open.removeFirst();
            State state = stateBefore(at).copy();
            Instruction instruction = body.instructions().get(at);
            for (Body.Catch one : body.catches()) {
                if (at >= one.from() && at < one.to()) {
                    reach(one.handler(), state.caught());
                }
            }
            switch (instruction) {
                case BranchInstruction branch -> branch(at, branch, state);
                case LookupSwitchInstruction cases -> {
                    state.pop(1);
                    reach(body.number(cases.defaultTarget()), state);
                    for (SwitchCase one : cases.cases()) {
                        reach(body.number(one.target()), state);
                    }
                }
                case TableSwitchInstruction cases -> {
                    state.pop(1);
                    reach(body.number(cases.defaultTarget()), state);
                    for (SwitchCase one : cases.cases()) {
                        reach(body.number(one.target()), state);
                    }
                }
                case ReturnInstruction _, ThrowInstruction _ -> {}
                default -> {
                    step.take(at, state, false);
                    reach(at + 1, state);
                }
            }
        }
    }

    private void branch(int at, BranchInstruction branch, State state) {
        int target = body.number(branch.target());
        switch (branch.opcode()) {
            case GOTO, GOTO_W -> reach(target, state);
            case IFEQ, IFNE -> {
                Value tested = state.pop(1);
                State onZero = state;
                State otherwise = state.copy();
                if (tested instanceof Value.TryOf(HeldLock lock)) {
                    otherwise.acquire(lock);
                }
                boolean jumpsOnZero = branch.opcode() == Opcode.IFEQ;
                reach(jumpsOnZero ? target : at + 1, onZero);
                reach(jumpsOnZero ? at + 1 : target, otherwise);
            }
            case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE, IF_ACMPEQ, IF_ACMPNE -> {
                state.pop(2);
                reach(target, state);
                reach(at + 1, state);
            }
            default -> {
                state.pop(1);
                reach(target, state);
                reach(at + 1, state);
            }
        }
    }

    private void reach(int at, State state) {
        State known = before[at];
        if (known == null) {
            before[at] = state.copy();
            open.addLast(at);
        } else if (known.meet(state)) {
            open.addLast(at);
        }
    }

    private void note() {
        for (int at = 0; at < before.length; at++) {
            State state = before[at];
            if (state != null) {
                step.take(at, state.copy(), true);
            }
        }
    }

    private State stateBefore(int at) {
        State state = before[at];
        if (state == null) {
            throw new IllegalStateException("Nothing led to instruction " + at);
        }
        return state;
    }
}
