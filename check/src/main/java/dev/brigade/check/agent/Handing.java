package dev.brigade.check.agent;

import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;

/**
 * Which calls take objects to where nobody tells what becomes of them, or bring them from there: those of libraries, such as a cache,
 * and of functions, which may be a library's. What comes out on another thread has been published by the library, as safely as it can be:
 * so it is seen as it was when it was given.
 */
final class Handing {
    private Handing() {}

    static boolean isOne(ClassIndex index, InvokeInstruction call) {
        String named = call.owner().asInternalName();
        String owner = index.declaring(
                        named, call.name().stringValue() + call.type().stringValue())
                .orElse(named);
        if (owner.startsWith("java/")) {
            return owner.startsWith("java/util/function/")
                    || owner.equals("java/lang/ClassValue")
                    || owner.equals("java/lang/StableValue");
        }
        return !owner.startsWith("[")
                && !owner.startsWith("javax/")
                && !owner.startsWith("jdk/")
                && !owner.startsWith("sun/")
                && !owner.startsWith("dev/brigade/")
                && index.isOfLibrary(owner);
    }

    /** Whether a value of that type may be one that threads can share and change. */
    static boolean canBeHanded(ClassDesc type) {
        String name = type.descriptorString();
        return !type.isPrimitive()
                && !name.equals("Ljava/lang/String;")
                && !name.equals("Ljava/lang/Class;")
                && !name.startsWith("Ljava/time/")
                && !name.startsWith("Ljava/util/function/");
    }
}
