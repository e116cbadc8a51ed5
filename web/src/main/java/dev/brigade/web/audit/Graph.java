package dev.brigade.web.audit;

import dev.brigade.web.audit.code.Classes;
import dev.brigade.web.audit.code.FieldName;
import dev.brigade.web.audit.code.HandedOver;
import dev.brigade.web.audit.code.LambdaCode;
import dev.brigade.web.audit.code.Lambdas;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The objects that can be reached from what an application has handed over, and from the static fields of its classes. Walked
 * breadth first, so that the first way to an object is a short one, and up to a limit. Confined to the thread that walks.
 */
final class Graph {
    /** A lambda that was met, with what it has captured. */
    record Lambda(List<@Nullable Object> values, LambdaCode code) {}

    private record Open(Node node, Optional<HandedOver> handedOver) {}

    private final OwnClasses own;
    private final Classes classes;
    private final Lambdas lambdas;
    private final int most;
    private final IdentityHashMap<Object, Node> nodes = new IdentityHashMap<>();
    private final List<Node> inOrder = new ArrayList<>();
    private final List<Lambda> lambdasMet = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final TreeSet<String> classNames = new TreeSet<>();
    private final Map<String, String> broken = new LinkedHashMap<>();
    private int looks;
    private boolean cut;

    /** @param most how many objects are looked at */
    Graph(OwnClasses own, Classes classes, Lambdas lambdas, int most) {
        this.own = own;
        this.classes = classes;
        this.lambdas = lambdas;
        this.most = most;
    }

    void walk(List<Root> roots) {
        for (Root root : roots) {
            visit(root.object(), new Holder.HandedOver(), root.name(), root.handedOver());
        }
        walkOn();
        // The classes that code mentions may have static fields, which lead to further objects and classes.
        TreeSet<String> done = new TreeSet<>();
        while (true) {
            List<String> names = new ArrayList<>(classes.mentionedBy(List.copyOf(classNames)));
            names.removeAll(done);
            if (names.isEmpty()) {
                return;
            }
            done.addAll(names);
            classNames.addAll(names);
            names.forEach(this::visitStaticFields);
            walkOn();
        }
    }

    private void walkOn() {
        while (!open.isEmpty() && !cut) {
            Open next = open.removeFirst();
            try {
                lookInto(next.node(), next.handedOver());
            } catch (RuntimeException e) {
                broken.put(next.node().object().getClass().getName(), "looking into it failed: " + e);
            }
        }
    }

    private void visit(@Nullable Object object, Holder holder, String way, Optional<HandedOver> handedOver) {
        if (object == null || ++looks > most) {
            cut |= object != null;
            return;
        }
        Node node = nodes.get(object);
        if (node == null) {
            if (isPlain(object)) {
                return;
            }
            node = new Node(object, way);
            nodes.put(object, node);
            inOrder.add(node);
            open.addLast(new Open(node, handedOver));
        }
        node.reachedBy(holder, way);
    }

    /** Whether it can't change and leads nowhere. */
    private static boolean isPlain(Object object) {
        return switch (object) {
            case String _, Boolean _, Character _, Class<?> _ -> true;
            case Number number -> number.getClass().getName().startsWith("java.lang.");
            default -> Insides.isEmptyArray(object);
        };
    }

    private void lookInto(Node node, Optional<HandedOver> handedOver) {
        Object object = node.object();
        Class<?> type = object.getClass();
        if (Insides.isLambda(type)) {
            lookIntoLambda(node, type, handedOver);
            return;
        }
        if (own.test(type.getName())) {
            for (Class<?> one = type; one != null && own.test(one.getName()); one = one.getSuperclass()) {
                classNames.add(one.getName());
            }
            for (Field field : Insides.fields(type, one -> own.test(one.getName()))) {
                FieldName name = name(field);
                Insides.value(field, object)
                        .ifPresent(value -> visit(
                                value,
                                new Holder.InField(Optional.of(node), name),
                                node.way() + " → " + label(name),
                                Optional.empty()));
            }
        }
        Insides.elements(
                object,
                (what, value) -> visit(value, new Holder.Element(node), node.way() + " → " + what, Optional.empty()));
    }

    private static String label(FieldName field) {
        return field.name().startsWith("val$") ? "captured \"" + field.name().substring(4) + "\"" : field.toString();
    }

    private void lookIntoLambda(Node node, Class<?> type, Optional<HandedOver> handedOver) {
        String host = Insides.host(type);
        if (own.test(host)) {
            classNames.add(host);
        }
        List<Field> fields = Insides.captured(type);
        List<@Nullable Object> values = new ArrayList<>();
        fields.forEach(field -> values.add(Insides.value(field, node.object()).orElse(null)));
        Optional<LambdaCode> code = own.test(host) ? code(host, type, fields, handedOver) : Optional.empty();
        code.ifPresent(found -> lambdasMet.add(new Lambda(values, found)));
        for (int i = 0; i < fields.size(); i++) {
            visit(
                    values.get(i),
                    new Holder.Captured(values, i, code),
                    node.way() + label(host, fields.get(i), i, code),
                    Optional.empty());
        }
    }

    private Optional<LambdaCode> code(String host, Class<?> type, List<Field> fields, Optional<HandedOver> handedOver) {
        return lambdas.find(
                host,
                fields.stream().map(field -> field.getType().descriptorString()).toList(),
                type.getInterfaces()[0].descriptorString(),
                handedOver);
    }

    private String label(String host, Field field, int index, Optional<LambdaCode> code) {
        if (!own.test(host)) {
            return ""; // Brigade's own wrapping
        }
        String place = code.map(one -> " (" + one.line() + ")").orElse("");
        Optional<String> method = code.flatMap(LambdaCode::method);
        if (method.isPresent()) {
            return " → object of " + method.get() + place;
        }
        String name = code.flatMap(one -> one.captured().get(index))
                .map(variable -> variable.equals("this") ? "this" : "\"" + variable + "\"")
                .orElseGet(() -> "a " + field.getType().getSimpleName());
        return " → captured " + name + place;
    }

    private void visitStaticFields(String className) {
        Class<?> type;
        try {
            type = Class.forName(
                    className, true, own.find(className).orElseThrow().getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            broken.put(className, "its static initialiser failed: " + (e.getCause() == null ? e : e.getCause()));
            return;
        }
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                FieldName name = name(field);
                Insides.value(field, null)
                        .ifPresent(value -> visit(
                                value, new Holder.InField(Optional.empty(), name), "static " + name, Optional.empty()));
            }
        }
    }

    static FieldName name(Field field) {
        return new FieldName(field.getDeclaringClass().getName(), field.getName());
    }

    Collection<Node> nodes() {
        return inOrder;
    }

    List<Lambda> lambdas() {
        return lambdasMet;
    }

    /** The application's classes that were met. */
    List<String> classNames() {
        return List.copyOf(classNames);
    }

    /** Classes of which not all could be looked at, each with the reason. */
    Map<String, String> broken() {
        return broken;
    }

    /** Whether there were more objects than are looked at. */
    boolean isCut() {
        return cut;
    }
}
