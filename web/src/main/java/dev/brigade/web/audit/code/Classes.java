package dev.brigade.web.audit.code;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The class files of an application, read as they are asked for. Confined to the thread that analyses. */
public final class Classes {
    private final ClassLoader loader;
    private final Predicate<String> ofApplication;
    private final Map<String, Optional<ClassModel>> models = new HashMap<>();
    private final Map<MethodName, Optional<MethodModel>> methods = new HashMap<>();
    private final Map<FieldName, FieldName> fields = new HashMap<>();

    /**
     * @param loader where the class files are found
     * @param ofApplication which classes are the application's own, by binary name; others are never read
     */
    public Classes(ClassLoader loader, Predicate<String> ofApplication) {
        this.loader = loader;
        this.ofApplication = ofApplication;
    }

    /** The class, if it is the application's and its file can be read. */
    Optional<ClassModel> find(String name) {
        Optional<ClassModel> known = models.get(name);
        if (known == null) {
            known = ofApplication.test(name) ? read(name) : Optional.empty();
            models.put(name, known);
        }
        return known;
    }

    private Optional<ClassModel> read(String name) {
        try (InputStream file = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return file == null ? Optional.empty() : Optional.of(ClassFile.of().parse(file.readAllBytes()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // an unreadable class is one of which nothing is known
        }
    }

    /** {@code names} and all classes of the application that they mention, in turn; by name. */
    public List<String> mentionedBy(Iterable<String> names) {
        TreeSet<String> found = new TreeSet<>();
        List<String> open = new ArrayList<>();
        names.forEach(open::add);
        while (!open.isEmpty()) {
            String name = open.removeLast();
            Optional<ClassModel> model = find(name);
            if (model.isPresent() && found.add(name)) {
                model.get().constantPool().forEach(entry -> {
                    if (entry instanceof ClassEntry type
                            && !type.asInternalName().startsWith("[")) {
                        open.add(binaryName(type));
                    }
                });
            }
        }
        return List.copyOf(found);
    }

    /** The method that a call finds: declared by its owner or by a class above it. */
    Optional<MethodModel> method(MethodName name) {
        Optional<MethodModel> known = methods.get(name);
        if (known == null) {
            known = findMethod(name);
            methods.put(name, known);
        }
        return known;
    }

    private Optional<MethodModel> findMethod(MethodName name) {
        for (Optional<ClassModel> type = find(name.owner()); type.isPresent(); type = above(type.get())) {
            Optional<MethodModel> method = type.get().methods().stream()
                    .filter(one -> one.methodName().equalsString(name.name())
                            && one.methodType().equalsString(name.descriptor()))
                    .findFirst();
            if (method.isPresent()) {
                return method;
            }
        }
        return Optional.empty();
    }

    /** The field that an access finds, with the class that declares it. */
    FieldName field(String owner, String name) {
        FieldName named = new FieldName(owner, name);
        FieldName known = fields.get(named);
        if (known == null) {
            known = findField(owner, name);
            fields.put(named, known);
        }
        return known;
    }

    private FieldName findField(String owner, String name) {
        for (Optional<ClassModel> type = find(owner); type.isPresent(); type = above(type.get())) {
            for (FieldModel field : type.get().fields()) {
                if (field.fieldName().equalsString(name)) {
                    return new FieldName(binaryName(type.get().thisClass()), name);
                }
            }
        }
        return new FieldName(owner, name);
    }

    private Optional<ClassModel> above(ClassModel type) {
        return type.superclass().flatMap(above -> find(binaryName(above)));
    }

    static String binaryName(ClassEntry type) {
        return type.asInternalName().replace('/', '.');
    }

    static String sourceFile(ClassModel type) {
        return type.findAttribute(Attributes.sourceFile())
                .map(file -> file.sourceFile().stringValue())
                .orElseGet(() -> FieldName.simple(binaryName(type.thisClass())));
    }
}
