package dev.brigade.web.audit.code;

import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds where in the source a lambda object was made. Its class has no class file and does not say so; what it captures, its
 * interface and the place where it was handed over narrow it down, most often to one. Confined to the thread that analyses.
 */
public final class Lambdas {
    private static final int INVOKEDYNAMIC_BYTES = 5;

    private final Classes classes;
    private final Map<String, List<LambdaSite>> sites = new HashMap<>();
    private final Map<MethodName, Facts> facts = new HashMap<>();

    public Lambdas(Classes classes) {
        this.classes = classes;
    }

    /** The lambdas that are analysed each for itself, so far. */
    Set<MethodName> apart() {
        return new HashSet<>(facts.keySet());
    }

    /**
     * The source of a lambda.
     *
     * @param host the class in whose source it stands
     * @param captured descriptors of the types of what it captures
     * @param type descriptor of its functional interface
     */
    public Optional<LambdaCode> find(String host, List<String> captured, String type, Optional<HandedOver> handedOver) {
        List<LambdaSite> fitting = sites(host).stream()
                .filter(site -> site.captured().equals(captured) && site.type().equals(type))
                .toList();
        List<LambdaSite> nearest =
                handedOver.map(place -> justBefore(fitting, place)).orElse(List.of());
        List<LambdaSite> chosen = nearest.isEmpty() ? fitting : nearest;
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        LambdaSite first = chosen.getFirst();
        List<Optional<String>> names = IntStream.range(0, captured.size())
                .mapToObj(index -> chosen.stream()
                        .map(site -> site.variable(classes, index))
                        .reduce((one, other) -> one.equals(other) ? one : Optional.empty())
                        .orElse(Optional.empty()))
                .toList();
        Line line = chosen.stream().allMatch(site -> site.line().equals(first.line()))
                ? first.line()
                : new Line(first.line().file(), 0);
        Optional<String> method =
                chosen.stream().allMatch(site -> site.code().equals(first.code())) && first.reference()
                        ? Optional.of(FieldName.simple(first.code().owner()) + "::"
                                + first.code().name())
                        : Optional.empty();
        List<Facts> found = chosen.stream()
                .map(LambdaSite::code)
                .filter(code -> classes.method(code).filter(Frame::isLambda).isPresent())
                .map(this::facts)
                .toList();
        return Optional.of(new LambdaCode(line, method, names, found));
    }

    private Facts facts(MethodName code) {
        Facts known = facts.get(code);
        if (known == null) {
            Analysis analysis = new Analysis(classes, Set.of());
            analysis.followLambda(code);
            known = analysis.facts();
            facts.put(code, known);
        }
        return known;
    }

    /** It is the last argument: made by the very instruction before the call, unless it was kept in a variable. */
    private static List<LambdaSite> justBefore(List<LambdaSite> fitting, HandedOver place) {
        MethodName in = new MethodName(place.className(), place.method(), place.descriptor());
        return fitting.stream()
                .filter(site -> site.in().equals(in) && site.offset() + INVOKEDYNAMIC_BYTES == place.offset())
                .toList();
    }

    private List<LambdaSite> sites(String host) {
        List<LambdaSite> known = sites.get(host);
        if (known == null) {
            known = new ArrayList<>();
            Optional<ClassModel> type = classes.find(host);
            if (type.isPresent()) {
                for (MethodModel method : type.get().methods()) {
                    known.addAll(sites(type.get(), method));
                }
            }
            sites.put(host, known);
        }
        return known;
    }

    private static List<LambdaSite> sites(ClassModel type, MethodModel method) {
        List<LambdaSite> found = new ArrayList<>();
        Body.of(type, method).ifPresent(body -> {
            for (int at = 0; at < body.instructions().size(); at++) {
                if (body.instructions().get(at) instanceof InvokeDynamicInstruction call) {
                    Line line = body.line(at);
                    LambdaSite.of(type, method, call, body.offset(at), line).ifPresent(found::add);
                }
            }
        });
        return found;
    }
}
