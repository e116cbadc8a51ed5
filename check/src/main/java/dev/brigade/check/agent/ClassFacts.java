package dev.brigade.check.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is remembered of a class file. Names are internal ones, such as {@code java/lang/Object}.
 *
 * @param fields the flags of each field by its name and descriptor, such as {@code count:I}
 * @param methods the name and descriptor of each method, such as {@code size()I}
 */
record ClassFacts(
        boolean isInterface,
        Optional<String> superclass,
        List<String> interfaces,
        Map<String, Integer> fields,
        Set<String> methods) {

    static ClassFacts of(ClassModel model) {
        Map<String, Integer> fields = new HashMap<>();
        for (FieldModel field : model.fields()) {
            fields.put(
                    field.fieldName().stringValue() + ":" + field.fieldType().stringValue(),
                    field.flags().flagsMask());
        }
        Set<String> methods = new HashSet<>();
        for (MethodModel method : model.methods()) {
            methods.add(method.methodName().stringValue() + method.methodType().stringValue());
        }
        return new ClassFacts(
                (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0,
                model.superclass().map(ClassEntry::asInternalName),
                model.interfaces().stream().map(ClassEntry::asInternalName).toList(),
                fields,
                methods);
    }

    OptionalInt fieldFlags(String nameAndType) {
        Integer flags = fields.get(nameAndType);
        return flags == null ? OptionalInt.empty() : OptionalInt.of(flags);
    }
}
