package dev.brigade.check.agent;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one method of a library tell of what it reads in collections, atomics and arrays, which the application has given to it.
 * Of the library's own fields and locks it tells nothing: these are no concern of the application's. Confined to the thread that loads its class.
 */
final class Reads implements CodeTransform {
    private final SiteMaker sites;
    private final AccessSteps accesses;
    private final CallSteps calls;

    /** As in {@link Steps}: the hooks' own have to precede them. */
    private final List<ExceptionCatch> handlers = new ArrayList<>();

    Reads(ClassIndex index, ClassModel in, MethodModel method, CodeModel body) {
        this.sites = new SiteMaker(in, method, SiteMaker.firstLine(body));
        this.accesses = new AccessSteps(index, sites);
        this.calls = new CallSteps(index, sites);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        switch (element) {
            case ExceptionCatch handler -> handlers.add(handler);
            case LineNumber number -> {
                sites.line(number.line());
                code.with(number);
            }
            case ArrayLoadInstruction access -> {
                accesses.beforeLoad(code);
                code.with(access);
            }
            case InvokeInstruction call -> calls.around(code, call);
            default -> code.with(element);
        }
    }

    @Override
    public void atEnd(CodeBuilder code) {
        handlers.forEach(code);
    }
}
