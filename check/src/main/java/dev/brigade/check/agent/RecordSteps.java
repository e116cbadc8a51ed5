package dev.brigade.check.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls of the hooks before a record that is made a text, hashed or compared as the compiler has it: that reads what its components contain, by code that
 * the JVM makes. For one method.
 */
final class RecordSteps {
    private static final ClassDesc METHODS = ClassDesc.of("java.lang.runtime.ObjectMethods");

    private final SiteMaker sites;

    RecordSteps(SiteMaker sites) {
        this.sites = sites;
    }

    /** Whether {@code call} does one of these. */
    static boolean isOne(InvokeDynamicInstruction call) {
        return call.bootstrapMethod().owner().equals(METHODS);
    }

    /** Leaves the stack, on which the record is, and what it is compared with, as it was. */
    void before(CodeBuilder code, InvokeDynamicInstruction call) {
        List<DirectMethodHandleDesc> read = new ArrayList<>();
        for (ConstantDesc argument : call.bootstrapArgs()) {
            if (argument instanceof DirectMethodHandleDesc component && canContain(component)) {
                read.add(component);
            }
        }
        if (read.isEmpty()) {
            return;
        }
        String name = call.name().stringValue();
        int self = code.allocateLocal(TypeKind.REFERENCE);
        Optional<Integer> other = Optional.of(call.typeSymbol().parameterCount())
                .filter(count -> count > 1)
                .map(_ -> code.allocateLocal(TypeKind.REFERENCE));
        other.ifPresent(code::astore);
        code.astore(self);
        read.forEach(component -> read(code, self, component, name));
        other.ifPresent(slot -> code.aload(slot)
                .instanceOf(read.getFirst().owner())
                .ifThen(same -> read.forEach(component -> read(same, slot, component, name))));
        code.aload(self);
        other.ifPresent(code::aload);
    }

    private void read(CodeBuilder code, int record, DirectMethodHandleDesc component, String method) {
        int site = sites.call("java/lang/Record", method, ArgumentTable.OF_COMPONENT);
        for (Hook hook : List.of(Hook.BEFORE_CALL, Hook.CALLED)) {
            code.aload(record)
                    .checkcast(component.owner())
                    .getfield(component.owner(), component.methodName(), type(component))
                    .aconst_null();
            hook.call(code, site);
        }
    }

    private static ClassDesc type(DirectMethodHandleDesc component) {
        return component.invocationType().returnType();
    }

    /** Of an array only which one it is counts. */
    private static boolean canContain(DirectMethodHandleDesc component) {
        return component.kind() == DirectMethodHandleDesc.Kind.GETTER
                && !type(component).isArray()
                && ArgumentTable.canContain(type(component));
    }
}
