package dev.brigade.web.audit.code;

import dev.brigade.web.audit.code.Use.How;
import dev.brigade.web.audit.code.Value.Computed;
import dev.brigade.web.audit.code.Value.Made;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;

/** What one instruction does to what is known, and what there is to note of it (JVM specification, chapter 6). */
final class Step {
    private final Analysis analysis;
    private final Frame frame;
    private final Body body;
    private final Calls calls;

    Step(Analysis analysis, Frame frame, Body body) {
        this.analysis = analysis;
        this.frame = frame;
        this.body = body;
        this.calls = new Calls(analysis, frame);
    }

    /** @param notes whether it is noted; what is known before is certain then */
    void take(int at, State state, boolean notes) {
        Instruction instruction = body.instructions().get(at);
        Line line = body.line(at);
        switch (instruction) {
            case LoadInstruction load ->
                state.push(state.local(load.slot()), load.typeKind().slotSize());
            case StoreInstruction store -> {
                Value value = state.pop(store.typeKind().slotSize());
                calls.later(value, notes);
                state.local(store.slot(), value);
            }
            case IncrementInstruction increment -> state.local(increment.slot(), Value.Unknown.VALUE);
            case ConstantInstruction constant -> constant(constant, state);
            case FieldInstruction field -> field(field, state, line, notes);
            case ArrayLoadInstruction load -> {
                state.pop(1);
                use(state.pop(1), How.ELEMENT_READ, line, state, notes);
                state.push(Value.Unknown.VALUE, load.typeKind().slotSize());
            }
            case ArrayStoreInstruction store -> {
                Value value = state.pop(store.typeKind().slotSize());
                calls.later(value, notes);
                use(value, How.KEPT, line, state, notes);
                state.pop(1);
                use(state.pop(1), How.ELEMENT_WRITTEN, line, state, notes);
            }
            case OperatorInstruction operator -> operator(operator, state);
            case ConvertInstruction convert -> {
                Value value = state.pop(convert.fromType().slotSize());
                state.push(computed(value), convert.toType().slotSize());
            }
            case StackInstruction stack -> stack(stack.opcode(), state);
            case TypeCheckInstruction check -> {
                if (check.opcode() == Opcode.INSTANCEOF) {
                    state.pop(1);
                    state.push(Value.Unknown.VALUE, 1);
                }
            }
            case NewObjectInstruction _ -> made(at, state, 0);
            case NewPrimitiveArrayInstruction _, NewReferenceArrayInstruction _ -> made(at, state, 1);
            case NewMultiArrayInstruction array -> made(at, state, array.dimensions());
            case MonitorInstruction monitor -> {
                HeldLock lock = HeldLock.monitor(state.pop(1));
                if (monitor.opcode() == Opcode.MONITORENTER) {
                    state.acquire(lock);
                } else {
                    state.release(lock);
                }
            }
            case InvokeInstruction call -> calls.call(call, state, line, notes);
            case InvokeDynamicInstruction call -> calls.dynamic(call, state, line, notes);
            case ReturnInstruction end -> {
                Value value = state.pop(end.typeKind().slotSize());
                calls.later(value, notes);
                switch (frame.result()) {
                    case BY_CALLERS -> {}
                    case ANSWERED -> use(value, How.ANSWERED, line, state, notes);
                    case HANDED_OUT -> use(value, How.HANDED_OUT, line, state, notes);
                }
            }
            default -> {} // jumps change nothing else; throw and nop neither
        }
    }

    private static void constant(ConstantInstruction constant, State state) {
        Value value = constant.constantValue() instanceof ClassDesc type && type.isClassOrInterface()
                ? new Value.ClassOf(binaryName(type))
                : Value.Unknown.VALUE;
        state.push(value, constant.typeKind().slotSize());
    }

    private static String binaryName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }

    private void field(FieldInstruction instruction, State state, Line line, boolean notes) {
        FieldName field = analysis.classes()
                .field(owner(instruction.owner()), instruction.name().stringValue());
        int slots = TypeKind.from(instruction.typeSymbol()).slotSize();
        switch (instruction.opcode()) {
            case GETSTATIC -> {
                access(Value.Unknown.VALUE, field, Value.Unknown.VALUE, false, line, state, notes);
                state.push(new Value.Static(field), slots);
            }
            case PUTSTATIC -> {
                Value value = state.pop(slots);
                kept(value, line, state, notes);
                access(Value.Unknown.VALUE, field, value, true, line, state, notes);
            }
            case GETFIELD -> {
                Value owner = state.pop(1);
                use(owner, How.FIELD, line, state, notes);
                access(owner, field, Value.Unknown.VALUE, false, line, state, notes);
                state.push(Value.field(owner, field), slots);
            }
            default -> {
                Value value = state.pop(slots);
                Value owner = state.pop(1);
                kept(value, line, state, notes);
                use(owner, How.FIELD, line, state, notes);
                access(owner, field, value, true, line, state, notes);
            }
        }
    }

    private static String owner(ClassEntry owner) {
        return Classes.binaryName(owner);
    }

    private void kept(Value value, Line line, State state, boolean notes) {
        calls.later(value, notes);
        use(value, How.KEPT, line, state, notes);
    }

    private void access(
            Value owner, FieldName field, Value written, boolean write, Line line, State state, boolean notes) {
        if (notes && !frame.isAlone(owner) && analysis.isOwn(field.owner())) {
            Value itself = owner.equals(Value.Unknown.VALUE) ? new Value.Static(field) : Value.field(owner, field);
            boolean fromItself = written instanceof Computed(Value from) && from.equals(itself);
            analysis.facts().access(owner, field, write, fromItself, line, state.held());
        }
    }

    private void use(Value value, How how, Line line, State state, boolean notes) {
        if (notes) {
            calls.use(value, how, "", line, state);
        }
    }

    private void made(int at, State state, int operands) {
        state.pop(operands);
        state.push(new Made(frame.depth() * 1_000_000 + at, false), 1);
    }

    private static Value computed(Value value) {
        return switch (value) {
            case Value.Field _, Value.Static _ -> new Computed(value);
            case Computed _ -> value;
            default -> Value.Unknown.VALUE;
        };
    }

    private static void operator(OperatorInstruction operator, State state) {
        int slots = operator.typeKind().slotSize();
        switch (operator.opcode()) {
            case ARRAYLENGTH -> {
                state.pop(1);
                state.push(Value.Unknown.VALUE, 1);
            }
            case INEG, LNEG, FNEG, DNEG -> state.push(computed(state.pop(slots)), slots);
            case LSHL, LSHR, LUSHR -> {
                state.pop(1);
                state.push(computed(state.pop(2)), 2);
            }
            case LCMP, DCMPL, DCMPG -> {
                state.pop(4);
                state.push(Value.Unknown.VALUE, 1);
            }
            case FCMPL, FCMPG -> {
                state.pop(2);
                state.push(Value.Unknown.VALUE, 1);
            }
            default -> {
                Value right = computed(state.pop(slots));
                Value left = computed(state.pop(slots));
                state.push(left.equals(Value.Unknown.VALUE) ? right : left, slots);
            }
        }
    }

    private static void stack(Opcode opcode, State state) {
        switch (opcode) {
            case POP -> state.pop(1);
            case POP2 -> state.pop(2);
            case DUP -> state.dup(1, 0);
            case DUP_X1 -> state.dup(1, 1);
            case DUP_X2 -> state.dup(1, 2);
            case DUP2 -> state.dup(2, 0);
            case DUP2_X1 -> state.dup(2, 1);
            case DUP2_X2 -> state.dup(2, 2);
            case SWAP -> {
                Value upper = state.pop(1);
                Value lower = state.pop(1);
                state.push(upper, 1);
                state.push(lower, 1);
            }
            default -> throw new IllegalArgumentException("Not an instruction of the stack: " + opcode);
        }
    }
}
