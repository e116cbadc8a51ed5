package dev.brigade.check.agent;

import dev.brigade.check.agent.Site.Operation;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Calls of the hooks before fields and elements of arrays are read or written. For one method. */
final class AccessSteps {
    /** Fields of compilers and tools, which no program means to share. */
    private static final List<String> TECHNICAL = List.of("$SwitchMap$", "$VALUES", "$assertionsDisabled", "$jacoco");

    private final ClassIndex index;
    private final SiteMaker sites;
    private final Map<TypeKind, Integer> locals = new EnumMap<>(TypeKind.class);

    AccessSteps(ClassIndex index, SiteMaker sites) {
        this.index = index;
        this.sites = sites;
    }

    /** Leaves the stack as it was. */
    void beforeField(CodeBuilder code, FieldInstruction access) {
        String owner = access.owner().asInternalName();
        String name = access.name().stringValue();
        ClassIndex.Field field =
                index.field(owner, name + ":" + access.type().stringValue()).orElse(new ClassIndex.Field(owner, 0));
        if (field.is(ClassFile.ACC_FINAL) || isTechnical(name) || isOfJdk(field.declaredBy())) {
            return;
        }
        switch (access.opcode()) {
            case GETSTATIC -> {
                code.aconst_null();
                Hook.BEFORE_READ.call(code, sites.field(Operation.READ, field, name));
            }
            case PUTSTATIC -> {
                code.aconst_null();
                Hook.BEFORE_WRITE.call(code, sites.field(Operation.WRITE, field, name));
            }
            case GETFIELD -> {
                code.dup();
                Hook.BEFORE_READ.call(code, sites.field(Operation.READ, field, name));
            }
            default -> {
                int site = sites.field(Operation.WRITE, field, name);
                // object, value → object, value, object
                if (TypeKind.fromDescriptor(access.type()).slotSize() == 1) {
                    code.dup2().pop();
                } else {
                    code.dup2_x1().pop2().dup_x2();
                }
                Hook.BEFORE_WRITE.call(code, site);
            }
        }
    }

    /** Leaves the stack as it was. */
    void beforeLoad(CodeBuilder code) {
        code.dup2();
        Hook.BEFORE_ARRAY_READ.call(code, sites.array(Operation.ARRAY_READ));
    }

    /** Leaves the stack as it was. */
    void beforeStore(CodeBuilder code, ArrayStoreInstruction access) {
        TypeKind kind = access.typeKind().asLoadable();
        int value = locals.computeIfAbsent(kind, code::allocateLocal);
        code.storeLocal(kind, value).dup2();
        Hook.BEFORE_ARRAY_WRITE.call(code, sites.array(Operation.ARRAY_WRITE));
        code.loadLocal(kind, value);
    }

    private static boolean isTechnical(String name) {
        return TECHNICAL.stream().anyMatch(name::startsWith);
    }

    private static boolean isOfJdk(String owner) {
        return owner.startsWith("java/") || owner.startsWith("javax/");
    }
}
