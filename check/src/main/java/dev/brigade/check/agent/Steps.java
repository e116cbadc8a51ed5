package dev.brigade.check.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one method tell of its steps. Confined to the thread that loads its class. */
final class Steps implements CodeTransform {
    private static final Set<String> NEVER = Set.of(ConstantDescs.CLASS_INIT_NAME, "$values", "$deserializeLambda$");

    private final ClassModel in;
    private final MethodModel method;
    private final SiteMaker sites;
    private final AccessSteps accesses;
    private final MonitorSteps monitors;
    private final CallSteps calls;
    private final boolean isAtLoad;
    private final Prologue prologue;
    private final SwitchMap switchMap = new SwitchMap();
    /** The site of the instruction before, if it is a call. */
    private int called = CallSteps.NONE;

    /** They come first, but the hooks' own handlers have to precede them in the table, since these are inside. */
    private final List<ExceptionCatch> handlers = new ArrayList<>();

    private @Nullable MethodMonitor monitor;

    /**
     * Of one method.
     *
     * @param isAtLoad whether its class is being loaded, so that a synchronized method need not stay one
     */
    Steps(ClassIndex index, ClassModel in, MethodModel method, CodeModel body, boolean isAtLoad) {
        this.in = in;
        this.method = method;
        this.sites = new SiteMaker(in, method, SiteMaker.firstLine(body));
        this.accesses = new AccessSteps(index, sites);
        this.monitors = new MonitorSteps(sites);
        this.calls = new CallSteps(index, sites, true);
        this.isAtLoad = isAtLoad;
        this.prologue = new Prologue(in, method);
    }

    /**
     * Whether steps of a method are told. Not those of a class's initialiser, where a thread can't yield, of what it calls for an
     * enum, and of methods that compilers and tools add.
     */
    static boolean hasAny(MethodModel method) {
        String name = method.methodName().stringValue();
        return !NEVER.contains(name) && !name.startsWith("$jacoco") && !isValuesOfEnum(method);
    }

    private static boolean isValuesOfEnum(MethodModel method) {
        return method.methodName().equalsString("values")
                && method.methodTypeSymbol().parameterCount() == 0
                && method.parent()
                        .filter(in -> (in.flags().flagsMask() & ClassFile.ACC_ENUM) != 0)
                        .isPresent();
    }

    @Override
    public void atStart(CodeBuilder code) {
        int flags = method.flags().flagsMask();
        if ((flags & ClassFile.ACC_SYNCHRONIZED) != 0) {
            boolean isStatic = (flags & ClassFile.ACC_STATIC) != 0;
            monitor = new MethodMonitor(
                    code,
                    isStatic ? Optional.of(in.thisClass().asSymbol()) : Optional.empty(),
                    isAtLoad,
                    sites.monitor());
        }
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        if (element instanceof ExceptionCatch handler) {
            handlers.add(handler);
            return;
        }
        if (element instanceof LineNumber number) {
            sites.line(number.line());
        }
        if (!(element instanceof Instruction instruction)) {
            code.with(element);
            return;
        }
        if (monitor != null) {
            monitor.notEmpty();
        }
        boolean isSwitch = switchMap.isReadBy(instruction);
        int before = called;
        called = CallSteps.NONE;
        if (before != CallSteps.NONE && (instruction.opcode() == Opcode.POP || instruction.opcode() == Opcode.POP2)) {
            Sites.ignore(before);
        }
        switch (instruction) {
            case FieldInstruction access
            when !prologue.mayBeOfThis(access) -> {
                accesses.beforeField(code, access);
                code.with(access);
            }
            case ArrayLoadInstruction access
            when !isSwitch -> {
                accesses.beforeLoad(code);
                code.with(access);
            }
            case ArrayStoreInstruction access -> {
                accesses.beforeStore(code, access);
                code.with(access);
            }
            case MonitorInstruction step when step.opcode() == Opcode.MONITORENTER -> monitors.enter(code);
            case MonitorInstruction step -> monitors.exit(code);
            case InvokeInstruction call -> called = calls.around(code, call);
            case InvokeDynamicInstruction call -> calls.around(code, call);
            case ReturnInstruction end
            when monitor != null -> {
                monitor.beforeReturn();
                code.with(end);
                monitor.afterReturn();
            }
            default -> code.with(instruction);
        }
        prologue.passed(instruction);
    }

    @Override
    public void atEnd(CodeBuilder code) {
        handlers.forEach(code);
        if (monitor != null) {
            monitor.end();
        }
    }

    /**
     * The part of a constructor before {@code super()} or {@code this()}, where fields can be written but {@code this} can't be
     * passed to a method. It ends at the first call of a constructor that belongs to no {@code new}; the code before is in one
     * line, since that call has to be a statement of the constructor's own block (JEP 513).
     */
    private static final class Prologue {
        private final ClassModel in;
        private boolean isOn;
        private int unfinished;

        Prologue(ClassModel in, MethodModel method) {
            this.in = in;
            this.isOn = method.methodName().equalsString(ConstantDescs.INIT_NAME);
        }

        /** The verifier lets nobody read a field of an uninitialised object, and write those of its own class only. */
        boolean mayBeOfThis(FieldInstruction access) {
            return isOn
                    && access.opcode() == Opcode.PUTFIELD
                    && access.owner().asInternalName().equals(in.thisClass().asInternalName());
        }

        void passed(Instruction instruction) {
            if (!isOn) {
                return;
            }
            if (instruction instanceof NewObjectInstruction) {
                unfinished++;
            } else if (instruction instanceof InvokeInstruction call
                    && call.name().equalsString(ConstantDescs.INIT_NAME)
                    && --unfinished < 0) {
                isOn = false;
            }
        }
    }

    /** Recognises what javac makes of a switch over an enum: {@code $SwitchMap$E[e.ordinal()]}, which no program shares. */
    private static final class SwitchMap {
        private int maps;
        private boolean isOrdinal;

        boolean isReadBy(Instruction instruction) {
            boolean isRead = maps > 0 && isOrdinal && instruction.opcode() == Opcode.IALOAD;
            if (isRead) {
                maps--;
            } else if (instruction instanceof FieldInstruction access
                    && access.opcode() == Opcode.GETSTATIC
                    && access.name().stringValue().startsWith("$SwitchMap$")) {
                maps++;
            }
            isOrdinal =
                    instruction instanceof InvokeInstruction call && call.name().equalsString("ordinal");
            return isRead;
        }
    }
}
