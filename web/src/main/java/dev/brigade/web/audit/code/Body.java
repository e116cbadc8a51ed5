package dev.brigade.web.audit.code;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LineNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The code of a method, its instructions numbered. */
final class Body {
    /** Instructions {@code from} to {@code to}, exclusive, whose exceptions are caught at {@code handler}. */
    record Catch(int from, int to, int handler) {}

    private final CodeAttribute code;
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final List<Catch> catches = new ArrayList<>();

    private Body(CodeAttribute code, String file) {
        this.code = code;
        int offset = 0;
        Line line = new Line(file, 0);
        for (CodeElement element : code) {
            switch (element) {
                case LineNumber number -> line = new Line(file, number.line());
                case Instruction instruction -> {
                    numbers.put(offset, instructions.size());
                    instructions.add(instruction);
                    offsets.add(offset);
                    lines.add(line);
                    offset += instruction.sizeInBytes();
                }
                default -> {}
            }
        }
        numbers.put(offset, instructions.size());
        for (ExceptionCatch one : code.exceptionHandlers()) {
            catches.add(new Catch(number(one.tryStart()), number(one.tryEnd()), number(one.handler())));
        }
    }

    /** Empty if the method is abstract or native. */
    static Optional<Body> of(ClassModel type, MethodModel method) {
        return method.code().map(code -> new Body((CodeAttribute) code, Classes.sourceFile(type)));
    }

    int maxLocals() {
        return code.maxLocals();
    }

    List<Instruction> instructions() {
        return instructions;
    }

    int number(Label label) {
        Integer number = numbers.get(code.labelToBci(label));
        if (number == null) {
            throw new IllegalArgumentException("A label is within an instruction");
        }
        return number;
    }

    /** The source line of an instruction. */
    Line line(int instruction) {
        return lines.get(instruction);
    }

    /** The index of the first byte of an instruction. */
    int offset(int instruction) {
        return offsets.get(instruction);
    }

    List<Catch> catches() {
        return catches;
    }
}
