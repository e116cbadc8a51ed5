package dev.brigade.check.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls of the hooks around the monitor of one synchronized method.
 *
 * <p>In a class that is being loaded the method is no longer synchronized: its body enters and leaves the monitor, so that there is
 * a step before it is entered. The JVM forbids this for a class that has been loaded: there the method stays synchronized, and
 * nobody is told before the monitor is entered.
 */
final class MethodMonitor {
    private final CodeBuilder code;
    private final boolean isExplicit;
    private final int site;
    private final int monitor;
    private final List<Range> protectedRanges = new ArrayList<>();
    private Label from;
    private boolean isEmpty;

    private record Range(Label from, Label to) {}

    /**
     * Enters the monitor at the beginning of the method.
     *
     * @param type whose monitor it is if the method is static
     * @param isExplicit whether the method is no longer synchronized
     */
    MethodMonitor(CodeBuilder code, Optional<ClassDesc> type, boolean isExplicit, int site) {
        this.code = code;
        this.isExplicit = isExplicit;
        this.site = site;
        this.monitor = code.allocateLocal(TypeKind.REFERENCE);
        if (type.isPresent()) {
            code.loadConstant(type.get());
        } else {
            code.aload(0);
        }
        code.astore(monitor);
        if (isExplicit) {
            tell(Hook.BEFORE_ENTER);
            code.aload(monitor).monitorenter();
        }
        this.from = code.newBoundLabel();
        tell(Hook.ENTERED);
    }

    /** Leaves it where the method returns; a value to return may be on the stack. */
    void beforeReturn() {
        tell(Hook.BEFORE_EXIT);
        protectedRanges.add(new Range(from, code.newBoundLabel()));
        if (isExplicit) {
            code.aload(monitor).monitorexit();
        }
    }

    void afterReturn() {
        from = code.newBoundLabel();
        isEmpty = true;
    }

    /** Any other instruction follows. */
    void notEmpty() {
        isEmpty = false;
    }

    /** Leaves it where the method throws; its own handlers must be in the table already, since the first that fits counts. */
    void end() {
        if (!isEmpty) {
            protectedRanges.add(new Range(from, code.newBoundLabel()));
        }
        int thrown = code.allocateLocal(TypeKind.REFERENCE);
        Label handler = code.newBoundLabel();
        code.astore(thrown);
        Label told = code.newBoundLabel();
        tell(Hook.BEFORE_EXIT);
        Label end = code.newBoundLabel();
        if (isExplicit) {
            code.aload(monitor).monitorexit();
        }
        code.aload(thrown).athrow();
        for (Range range : protectedRanges) {
            code.exceptionCatchAll(range.from, range.to, handler);
        }
        if (isExplicit) {
            // The hook does not throw; but the compilers of the JVM refuse methods that might end with a monitor.
            Label failed = code.newBoundLabel();
            code.aload(monitor).monitorexit().athrow();
            code.exceptionCatchAll(told, end, failed);
        }
    }

    private void tell(Hook hook) {
        code.aload(monitor);
        hook.call(code, site);
    }
}
