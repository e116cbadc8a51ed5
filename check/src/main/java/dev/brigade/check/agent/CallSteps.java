package dev.brigade.check.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of the hooks around calls of methods of the JDK that matter between threads. For one method. */
final class CallSteps {
    private static final MethodTypeDesc BOX = MethodTypeDesc.of(ConstantDescs.CD_Boolean, ConstantDescs.CD_boolean);
    private static final ClassDesc CONCATENATION = ClassDesc.of("java.lang.invoke.StringConcatFactory");
    /** No site, or no local. */
    static final int NONE = -1;

    private final ClassIndex index;
    private final SiteMaker sites;
    private final RecordSteps records;
    private final boolean isApplication;

    /** What arguments are put into while the receiver below them is copied; used again by each call. */
    private final Map<TypeKind, List<Integer>> locals = new EnumMap<>(TypeKind.class);

    /** @param isApplication whether the method is one of an application's, and not of a library that reads what it is given */
    CallSteps(ClassIndex index, SiteMaker sites, boolean isApplication) {
        this.isApplication = isApplication;
        this.index = index;
        this.sites = sites;
        this.records = new RecordSteps(sites);
    }

    /** In place of the instruction. Returns the site of the call, or {@link #NONE}. */
    int around(CodeBuilder code, InvokeInstruction call) {
        if (call.owner().asInternalName().startsWith("[") && call.name().equalsString("clone")) {
            int site = sites.call(call.owner().asSymbol().displayName(), "clone", ArgumentTable.OF_COMPONENT);
            code.dup().aconst_null();
            Hook.BEFORE_CALL.call(code, site);
            code.dup().aconst_null();
            Hook.CALLED.call(code, site);
            code.with(call);
            return NONE;
        }
        Optional<CallTable.Found> found = find(
                index,
                call.owner().asInternalName(),
                call.name().stringValue(),
                call.type().stringValue(),
                call.opcode() == Opcode.INVOKESTATIC);
        List<ArgumentTable.Use> uses =
                ArgumentTable.find(call.owner().asInternalName(), call.name().stringValue(), call.typeSymbol());
        if (!uses.isEmpty()) {
            uses(
                    code,
                    call.typeSymbol(),
                    uses,
                    call.owner().asInternalName(),
                    call.name().stringValue());
        }
        if (found.isEmpty()) {
            if (isApplication && Handing.isOne(index, call)) {
                hands(code, call);
            } else {
                code.with(call);
            }
            return NONE;
        } else {
            Call does = found.get().call();
            int site = sites.call(
                    call.owner().asInternalName(),
                    call.name().stringValue(),
                    call.opcode() == Opcode.INVOKESPECIAL ? does.ofSuper() : does);
            emit(code, call, found.get().isOfArgument(), site);
            return site;
        }
    }

    /** In place of the instruction. */
    void around(CodeBuilder code, InvokeDynamicInstruction call) {
        if (RecordSteps.isOne(call)) {
            records.before(code, call);
        }
        boolean joins = call.bootstrapMethod().owner().equals(CONCATENATION);
        List<ArgumentTable.Use> uses = joins ? ArgumentTable.ofConcatenation(call.typeSymbol()) : List.of();
        if (!uses.isEmpty()) {
            uses(code, call.typeSymbol(), uses, "java/lang/String", "+");
        }
        code.with(call);
    }

    /** In place of a call that takes what it is given to where nothing is told of, or brings something from there. */
    private void hands(CodeBuilder code, InvokeInstruction call) {
        MethodTypeDesc type = call.typeSymbol();
        Pool pool = new Pool(code);
        int site = sites.call(call.owner().asInternalName(), call.name().stringValue(), Call.NONE);
        boolean hasReceiver = call.opcode() == Opcode.INVOKEVIRTUAL || call.opcode() == Opcode.INVOKEINTERFACE;
        List<Local> operands = new ArrayList<>();
        if (hasReceiver) {
            operands.add(pool.take(TypeKind.REFERENCE));
        }
        // the application may implement an interface itself
        int library = call.opcode() == Opcode.INVOKEINTERFACE ? operands.getFirst().slot : NONE;
        List<Integer> given = new ArrayList<>();
        for (ClassDesc parameter : type.parameterList()) {
            Local local = pool.take(TypeKind.from(parameter).asLoadable());
            operands.add(local);
            if (Handing.canBeHanded(parameter)) {
                given.add(local.slot);
            }
        }
        operands.reversed().forEach(local -> code.storeLocal(local.kind, local.slot));
        given.forEach(slot -> tell(code, Hook.GIVEN, slot, library, site));
        operands.forEach(local -> code.loadLocal(local.kind, local.slot));
        code.with(call);
        if (Handing.canBeHanded(type.returnType())) {
            int result = pool.take(TypeKind.REFERENCE).slot;
            code.dup().astore(result);
            tell(code, Hook.GOT, result, library, site);
        }
    }

    private static void tell(CodeBuilder code, Hook hook, int object, int library, int site) {
        load(code, object);
        load(code, library);
        hook.call(code, site);
    }

    /** Leaves the stack, on which the arguments are, as it was. */
    private void uses(CodeBuilder code, MethodTypeDesc type, List<ArgumentTable.Use> uses, String owner, String name) {
        Pool pool = new Pool(code);
        List<Local> operands = new ArrayList<>();
        for (ClassDesc parameter : type.parameterList()) {
            operands.add(pool.take(TypeKind.from(parameter).asLoadable()));
        }
        operands.reversed().forEach(local -> code.storeLocal(local.kind, local.slot));
        for (ArgumentTable.Use use : uses) {
            int site = sites.call(owner, name, use.call());
            int argument = operands.get(use.place()).slot;
            load(code, argument);
            load(code, NONE);
            Hook.BEFORE_CALL.call(code, site);
            load(code, argument);
            load(code, NONE);
            Hook.CALLED.call(code, site);
        }
        operands.forEach(local -> code.loadLocal(local.kind, local.slot));
    }

    /** What a call does that matters between threads, if anything. */
    static Optional<CallTable.Found> find(ClassIndex index, String owner, String name, String type, boolean isStatic) {
        return owner.startsWith("[") || name.startsWith("<")
                ? Optional.empty()
                : index.jdkMethod(owner, name + type)
                        .flatMap(declaredBy -> CallTable.find(declaredBy, name, type, isStatic));
    }

    private void emit(CodeBuilder code, InvokeInstruction call, boolean isOfArgument, int site) {
        MethodTypeDesc type = call.typeSymbol();
        Pool pool = new Pool(code);
        List<Local> operands = new ArrayList<>();
        if (call.opcode() != Opcode.INVOKESTATIC) {
            operands.add(pool.take(TypeKind.REFERENCE));
        }
        int receiver = operands.isEmpty() ? NONE : operands.getFirst().slot;
        int argument = NONE;
        for (ClassDesc parameter : type.parameterList()) {
            Local local = pool.take(TypeKind.from(parameter).asLoadable());
            operands.add(local);
            if (argument == NONE && local.kind == TypeKind.REFERENCE) {
                argument = local.slot;
            }
        }
        if (isOfArgument) {
            receiver = argument;
            argument = NONE;
        }

        operands.reversed().forEach(local -> code.storeLocal(local.kind, local.slot));
        load(code, receiver);
        load(code, argument);
        Hook.BEFORE_CALL.call(code, site);
        operands.forEach(local -> code.loadLocal(local.kind, local.slot));
        Label from = code.newBoundLabel();
        code.with(call);
        Label to = code.newBoundLabel();
        int result = keepResult(code, type.returnType(), pool);
        load(code, receiver);
        load(code, result);
        Hook.CALLED.call(code, site);

        // Behind the call and not at the end of the method: so the handlers of the code around it catch what is thrown
        // again.
        Label after = code.newLabel();
        code.goto_(after);
        Label handler = code.newBoundLabel();
        int thrown = pool.take(TypeKind.REFERENCE).slot;
        code.astore(thrown);
        load(code, receiver);
        code.aload(thrown);
        Hook.THREW.call(code, site);
        code.aload(thrown).athrow();
        code.labelBinding(after);
        code.exceptionCatchAll(from, to, handler);
    }

    /** The local that has a copy of what is on the stack and has to be told, if there is such. */
    private static int keepResult(CodeBuilder code, ClassDesc type, Pool pool) {
        boolean isBoolean = type.equals(ConstantDescs.CD_boolean);
        if (type.isPrimitive() && !isBoolean) {
            return NONE;
        }
        int result = pool.take(TypeKind.REFERENCE).slot;
        code.dup();
        if (isBoolean) {
            code.invokestatic(ConstantDescs.CD_Boolean, "valueOf", BOX);
        }
        code.astore(result);
        return result;
    }

    private static void load(CodeBuilder code, int slot) {
        if (slot == NONE) {
            code.aconst_null();
        } else {
            code.aload(slot);
        }
    }

    private record Local(TypeKind kind, int slot) {}

    /** Gives each local of a kind once; the next call may have them again. */
    private final class Pool {
        private final CodeBuilder code;
        private final Map<TypeKind, Integer> taken = new EnumMap<>(TypeKind.class);

        Pool(CodeBuilder code) {
            this.code = code;
        }

        Local take(TypeKind kind) {
            List<Integer> slots = locals.computeIfAbsent(kind, any -> new ArrayList<>());
            int next = taken.merge(kind, 1, Integer::sum) - 1;
            if (next == slots.size()) {
                slots.add(code.allocateLocal(kind));
            }
            return new Local(kind, slots.get(next));
        }
    }
}
