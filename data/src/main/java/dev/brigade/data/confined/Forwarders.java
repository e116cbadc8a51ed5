package dev.brigade.data.confined;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;

/**
 * Finishes a class that implements an interface of JDBC: a subclass is made at run time in which each method of the
 * interface that the class does not write itself passes on to the {@link Confined#target() target}:
 *
 * <pre>{@code
 * public int getInt(int column) throws SQLException {
 *     use();
 *     try {
 *         return ((ResultSet) target()).getInt(column);
 *     } catch (SQLException failure) {
 *         throw failed(failure);
 *     } catch (Throwable failure) {
 *         throw broke(failure);
 *     }
 * }
 * }</pre>
 *
 * What may be a result set or a large value is {@link Confined#confined confined} before it is returned. Of a statement, {@linkplain
 * ConfinedStatement#results results} are asked where they are, and what is set is set of its {@linkplain ConfinedStatement#twinFor
 * twin} too, if it has one. JDBC's interfaces have some 700
 * methods, which nobody should write or read; a {@link java.lang.reflect.Proxy} would do too, but a call of one boxes its
 * arguments and costs ten times a plain one, which a request pays for each column that it reads.
 *
 * <p>Used while classes are initialised, on one thread.
 */
final class Forwarders {
    private static final ClassDesc SQL_EXCEPTION = ClassDesc.of(SQLException.class.getName());
    private static final ClassDesc THROWABLE = ClassDesc.of(Throwable.class.getName());
    private static final MethodTypeDesc TARGET = MethodTypeDesc.of(CD_Object);
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(CD_void);
    private static final MethodTypeDesc FAILED = MethodTypeDesc.of(SQL_EXCEPTION, SQL_EXCEPTION);
    private static final MethodTypeDesc BROKE = MethodTypeDesc.of(THROWABLE, THROWABLE);
    private static final MethodTypeDesc CONFINED = MethodTypeDesc.of(CD_Object, CD_Object);
    private static final MethodTypeDesc TWIN = MethodTypeDesc.of(CD_Object, CD_Object);
    private static final MethodTypeDesc RESULTS = MethodTypeDesc.of(ClassDesc.of(Statement.class.getName()));

    /** What is asked of the statement that was executed last. */
    private static final Set<String> OF_RESULTS = Set.of(
            "getResultSet",
            "getUpdateCount",
            "getLargeUpdateCount",
            "getMoreResults",
            "getGeneratedKeys",
            "getWarnings",
            "clearWarnings",
            "cancel");

    private static final Set<Class<?>> CONFINED_TYPES =
            Set.of(ResultSet.class, Object.class, Blob.class, Clob.class, NClob.class);

    private Forwarders() {}

    /**
     * The constructor of the finished class.
     *
     * @param unfinished abstract, in this package, with one constructor
     * @return of the type of that constructor, returning {@code unfinished}
     */
    static MethodHandle constructor(Class<? extends Confined> unfinished) {
        Class<?>[] parameters = unfinished.getDeclaredConstructors()[0].getParameterTypes();
        MethodType type = MethodType.methodType(void.class, parameters);
        ClassDesc self = ClassDesc.of(unfinished.getName() + "Finished");
        boolean statement = ConfinedStatement.class.isAssignableFrom(unfinished);
        byte[] bytes = ClassFile.of().build(self, made -> {
            made.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC).withSuperclass(desc(unfinished));
            constructor(made, unfinished, type.describeConstable().orElseThrow());
            for (Method method : unfinished.getMethods()) {
                if (passesOn(method)) {
                    forward(made, self, method, statement);
                }
            }
        });
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return lookup.findConstructor(lookup.lookupClass(), type).asType(type.changeReturnType(unfinished));
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError("No forwarding class for " + unfinished, failure);
        }
    }

    /** What {@code invokeExact} of such a constructor threw: nothing checked, since the constructors throw none. */
    static Error neverThrown(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw failure instanceof Error error ? error : new AssertionError(failure);
    }

    /** Whether it is JDBC's and nobody has written it; that is so for its default methods too. */
    private static boolean passesOn(Method method) {
        return method.getDeclaringClass().isInterface() && !Modifier.isStatic(method.getModifiers());
    }

    private static void constructor(ClassBuilder made, Class<?> parent, MethodTypeDesc type) {
        made.withMethodBody(ConstantDescs.INIT_NAME, type, 0, code -> {
            code.aload(0);
            loadArguments(code, type);
            code.invokespecial(desc(parent), ConstantDescs.INIT_NAME, type).return_();
        });
    }

    /** Whether it says something of what a statement will do. */
    private static boolean isSetter(Method method) {
        return method.getReturnType() == void.class
                && (method.getName().startsWith("set") || method.getName().equals("clearParameters"));
    }

    private static void forward(ClassBuilder made, ClassDesc self, Method method, boolean statement) {
        MethodTypeDesc type = MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .describeConstable()
                .orElseThrow();
        ClassDesc owner = desc(method.getDeclaringClass());
        made.withMethodBody(method.getName(), type, ClassFile.ACC_PUBLIC, code -> {
            code.aload(0).invokevirtual(self, "use", NOTHING);
            boolean fails = Arrays.stream(method.getExceptionTypes())
                    .anyMatch(thrown -> thrown.isAssignableFrom(SQLException.class));
            int failure = code.allocateLocal(TypeKind.REFERENCE);
            int twin = code.allocateLocal(TypeKind.REFERENCE);
            code.trying(
                    body -> {
                        if (statement && isSetter(method)) {
                            alsoToTwin(body, self, owner, method, type, twin);
                        }
                        pass(body, self, owner, method, type, statement && OF_RESULTS.contains(method.getName()));
                    },
                    catches -> {
                        if (fails) {
                            catches.catching(SQL_EXCEPTION, failed -> rethrow(failed, self, failure, "failed", FAILED));
                        }
                        catches.catchingAll(broken -> rethrow(broken, self, failure, "broke", BROKE));
                    });
        });
    }

    /** Throws what {@code method} makes of what was caught. */
    private static void rethrow(CodeBuilder code, ClassDesc self, int failure, String method, MethodTypeDesc type) {
        code.astore(failure)
                .aload(0)
                .aload(failure)
                .invokevirtual(self, method, type)
                .athrow();
    }

    private static void pass(
            CodeBuilder code, ClassDesc self, ClassDesc owner, Method method, MethodTypeDesc type, boolean ofResults) {
        Class<?> result = method.getReturnType();
        boolean maybeConfined = CONFINED_TYPES.contains(result);
        if (maybeConfined) {
            code.aload(0);
        }
        code.aload(0);
        if (ofResults) {
            code.invokevirtual(self, "results", RESULTS);
        } else {
            code.invokevirtual(self, "target", TARGET);
        }
        code.checkcast(owner);
        loadArguments(code, type);
        code.invokeinterface(owner, method.getName(), type);
        if (maybeConfined) {
            code.invokevirtual(self, "confined", CONFINED).checkcast(desc(result));
        }
        code.return_(TypeKind.from(type.returnType()));
    }

    private static void alsoToTwin(
            CodeBuilder code, ClassDesc self, ClassDesc owner, Method method, MethodTypeDesc type, int twin) {
        code.aload(0);
        if (type.parameterCount() > 1 && !type.parameterType(1).isPrimitive()) {
            code.aload(code.parameterSlot(1)); // the number of the parameter, and then its value
        } else {
            code.aconst_null();
        }
        code.invokevirtual(self, "twinFor", TWIN).astore(twin).aload(twin);
        code.ifThen(Opcode.IFNONNULL, there -> {
            there.aload(twin).checkcast(owner);
            loadArguments(there, type);
            there.invokeinterface(owner, method.getName(), type);
        });
    }

    private static void loadArguments(CodeBuilder code, MethodTypeDesc type) {
        for (int at = 0; at < type.parameterCount(); at++) {
            code.loadLocal(TypeKind.from(type.parameterType(at)), code.parameterSlot(at));
        }
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
