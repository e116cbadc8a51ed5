package dev.brigade.check.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the class files of a class loader say, read without loading a class: one could not be loaded while another that needs it is
 * being loaded. A class that can't be found, such as one of an optional dependency, is taken for one that extends Object.
 *
 * <p>Safe from any thread.
 */
final class ClassIndex implements ClassHierarchyResolver {
    private static final Map<ClassLoader, ClassIndex> INDEXES = new WeakHashMap<>();

    /** Weak, because the map's value must not keep its key alive. */
    private final WeakReference<ClassLoader> loader;

    private final ConcurrentMap<String, Optional<ClassFacts>> facts = new ConcurrentHashMap<>();

    private final ConcurrentMap<String, Boolean> libraries = new ConcurrentHashMap<>();

    private ClassIndex(ClassLoader loader) {
        this.loader = new WeakReference<>(loader);
    }

    /** The one of {@code loader}; the JDK's own class loader is null, as usual. */
    static ClassIndex of(@Nullable ClassLoader loader) {
        ClassLoader key = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
        synchronized (INDEXES) {
            return INDEXES.computeIfAbsent(key, ClassIndex::new);
        }
    }

    /** Remembers a class that is being loaded: its loader may be unable to give its class file, if it was generated. */
    void learn(ClassModel model) {
        facts.put(model.thisClass().asInternalName(), Optional.of(ClassFacts.of(model)));
    }

    Optional<ClassFacts> facts(String internalName) {
        Optional<ClassFacts> known = facts.get(internalName);
        if (known == null) {
            // Not computeIfAbsent: a class loader may load classes, and so come back to here, while it looks for the
            // file.
            known = read(internalName);
            // What has been learned meanwhile is better: the file of a generated class can't be found.
            Optional<ClassFacts> learned = facts.putIfAbsent(internalName, known);
            return learned == null ? known : learned;
        }
        return known;
    }

    /** The class that declares a field, searched as the JVM does: in the class, its interfaces, its superclasses. */
    Optional<Field> field(String owner, String nameAndType) {
        Optional<ClassFacts> found = facts(owner);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ClassFacts of = found.get();
        OptionalInt flags = of.fieldFlags(nameAndType);
        if (flags.isPresent()) {
            return Optional.of(new Field(owner, flags.getAsInt()));
        }
        for (String parent : of.interfaces()) {
            Optional<Field> inherited = field(parent, nameAndType);
            if (inherited.isPresent()) {
                return inherited;
            }
        }
        return of.superclass().flatMap(parent -> field(parent, nameAndType));
    }

    /**
     * The class of the JDK whose method a call of {@code owner}'s runs if nobody overrides it; empty if it is none of the JDK's, or
     * unknown.
     */
    Optional<String> jdkMethod(String owner, String nameAndType) {
        if (CallTable.isOfJdk(owner)) {
            return Optional.of(owner);
        }
        return declaring(owner, nameAndType).filter(CallTable::isOfJdk);
    }

    /** Whether a class comes from an archive, as those of libraries do. */
    boolean isOfLibrary(String internalName) {
        return libraries.computeIfAbsent(internalName, this::isInArchive);
    }

    private boolean isInArchive(String internalName) {
        ClassLoader from = loader.get();
        URL file = from == null ? null : from.getResource(internalName + ".class");
        return file != null
                && !file.getProtocol().equals("file")
                && !file.getProtocol().equals("jrt");
    }

    /** Searched as the JVM does: in the class and its superclasses, then in all their interfaces. */
    Optional<String> declaring(String owner, String nameAndType) {
        for (Optional<String> name = Optional.of(owner);
                name.isPresent();
                name = name.flatMap(this::facts).flatMap(ClassFacts::superclass)) {
            if (facts(name.get())
                    .filter(of -> of.methods().contains(nameAndType))
                    .isPresent()) {
                return name;
            }
        }
        return facts(owner)
                .flatMap(of -> Stream.concat(of.superclass().stream(), of.interfaces().stream())
                        .map(parent -> declaring(parent, nameAndType))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    @Override
    public ClassHierarchyInfo getClassInfo(ClassDesc type) {
        if (type.equals(ConstantDescs.CD_Object)) {
            return ClassHierarchyInfo.ofClass(null); // it alone has no superclass
        }
        Optional<ClassFacts> found = facts(internalName(type));
        if (found.isPresent() && found.get().isInterface()) {
            return ClassHierarchyInfo.ofInterface();
        }
        return ClassHierarchyInfo.ofClass(found.flatMap(ClassFacts::superclass)
                .map(ClassDesc::ofInternalName)
                .orElse(ConstantDescs.CD_Object));
    }

    /** {@code java/lang/Object}; of an array its descriptor. */
    static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return type.isArray() ? descriptor : descriptor.substring(1, descriptor.length() - 1);
    }

    private Optional<ClassFacts> read(String internalName) {
        ClassLoader from = loader.get();
        if (from == null) {
            return Optional.empty();
        }
        try (InputStream file = from.getResourceAsStream(internalName + ".class")) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(ClassFacts.of(ClassFile.of().parse(file.readAllBytes())));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** A field as its class declares it. */
    record Field(String declaredBy, int flags) {
        boolean is(int flag) {
            return (flags & flag) != 0;
        }
    }
}
