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
    private static final List<String> READING = List.of(
            "serialize",
            "_orderEntries",
            "isEmpty",
            "writeArray",
            "apply",
            "render",
            "resolve",
            "evaluate",
            "invokeMember",
            "toIterable",
            "iterator");

    private final MethodModel method;
    private final SiteMaker sites;
    private final AccessSteps accesses;
    private final CallSteps calls;

    /** As in {@link Steps}: the hooks' own have to precede them. */
    private final List<ExceptionCatch> handlers = new ArrayList<>();

    Reads(ClassIndex index, ClassModel in, MethodModel method, CodeModel body) {
        this.method = method;
        this.sites = new SiteMaker(in, method, SiteMaker.firstLine(body));
        this.accesses = new AccessSteps(index, sites);
        this.calls = new CallSteps(index, sites, false);
    }

    /**
     * Whether a method reads what it is given, as those do that write, apply or resolve something. Not those that make a serializer ready: they
     * read what the library keeps, the first time only, so that a run would have other steps than the same run before.
     */
    static boolean hasAny(MethodModel method) {
        if (JsonProperty.isIn(method)) {
            return JsonProperty.isOne(method);
        }
        String name = method.methodName().stringValue();
        return READING.stream().anyMatch(name::startsWith);
    }

    @Override
    public void atStart(CodeBuilder code) {
        if (JsonProperty.isOne(method)) {
            JsonProperty.before(code, sites);
        }
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
