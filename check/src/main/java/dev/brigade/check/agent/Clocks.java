package dev.brigade.check.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Makes code ask the run for the time, and for the one random number that has no object. Has no state. */
final class Clocks implements CodeTransform {
    static final Clocks TRANSFORM = new Clocks();

    private static final MethodTypeDesc ADJUSTMENT =
            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_long);

    private Clocks() {}

    /** Whether {@link #accept} changes an element. */
    static boolean changes(CodeElement element) {
        return element instanceof InvokeInstruction call && (asksSystem(call) || asksVm(call) || asksMath(call));
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeInstruction call && (asksSystem(call) || asksMath(call))) {
            code.invokestatic(Hook.HOOKS, call.name().stringValue(), call.typeSymbol());
        } else if (element instanceof InvokeInstruction call && asksVm(call)) {
            code.dup2().with(call).invokestatic(Hook.HOOKS, "nanoTimeAdjustment", ADJUSTMENT);
        } else {
            code.with(element);
        }
    }

    private static boolean asksSystem(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC
                && call.owner().name().equalsString("java/lang/System")
                && (call.name().equalsString("nanoTime") || call.name().equalsString("currentTimeMillis"));
    }

    private static boolean asksMath(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC
                && call.owner().name().equalsString("java/lang/Math")
                && call.name().equalsString("random");
    }

    /** As {@code java.time.Clock} does. */
    private static boolean asksVm(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC
                && call.owner().name().equalsString("jdk/internal/misc/VM")
                && call.name().equalsString("getNanoTimeAdjustment");
    }
}
