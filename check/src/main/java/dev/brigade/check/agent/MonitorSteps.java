package dev.brigade.check.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;

/** Calls of the hooks around the monitors of synchronized blocks. For one method. */
final class MonitorSteps {
    private final SiteMaker sites;
    private int monitor = -1;

    MonitorSteps(SiteMaker sites) {
        this.sites = sites;
    }

    /** In place of the instruction; the object is on the stack. */
    void enter(CodeBuilder code) {
        if (monitor < 0) {
            monitor = code.allocateLocal(TypeKind.REFERENCE);
        }
        int site = sites.monitor();
        code.dup();
        Hook.BEFORE_ENTER.call(code, site);
        code.dup().astore(monitor).monitorenter();
        // The block's own handler begins only after the instruction. Without one of its own the hook would leave the
        // monitor
        // locked by throwing, and the compilers of the JVM refuse methods whose monitors are not balanced on all ways.
        Label from = code.newBoundLabel();
        code.aload(monitor);
        Hook.ENTERED.call(code, site);
        Label to = code.newBoundLabel();
        Label after = code.newLabel();
        code.goto_(after);
        Label handler = code.newBoundLabel();
        code.aload(monitor).monitorexit().athrow();
        code.labelBinding(after);
        code.exceptionCatchAll(from, to, handler);
    }

    /** In place of the instruction; the object is on the stack. */
    void exit(CodeBuilder code) {
        code.dup();
        Hook.BEFORE_EXIT.call(code, sites.monitor());
        code.monitorexit();
    }
}
