package dev.brigade.web.content;

import java.util.List;
import java.util.Optional;
import org.hibernate.validator.spi.properties.ConstrainableExecutable;
import org.hibernate.validator.spi.properties.GetterPropertySelectionStrategy;

/**
 * Which methods tell a property whose constraints hold: those of Java Beans and, unlike Hibernate Validator's own choice, those
 * that are named as records name them, so that an interface can say {@code @NotBlank String name()} for the records that
 * implement it. Only methods with constraints are called. Has no state: safe from any thread.
 */
final class Accessors implements GetterPropertySelectionStrategy {

    @Override
    public Optional<String> getProperty(ConstrainableExecutable method) {
        if (method.getParameterTypes().length > 0 || method.getReturnType() == void.class) {
            return Optional.empty();
        }
        String name = method.getName();
        boolean yesOrNo = method.getReturnType() == boolean.class || method.getReturnType() == Boolean.class;
        if (isPrefixed(name, "get")) {
            return Optional.of(decapitalized(name.substring(3)));
        }
        if (yesOrNo && isPrefixed(name, "is")) {
            return Optional.of(decapitalized(name.substring(2)));
        }
        if (yesOrNo && isPrefixed(name, "has")) {
            return Optional.of(decapitalized(name.substring(3)));
        }
        return Optional.of(name);
    }

    @Override
    public List<String> getGetterMethodNameCandidates(String property) {
        String capitalized =
                property.isEmpty() ? "" : Character.toUpperCase(property.charAt(0)) + property.substring(1);
        return List.of("get" + capitalized, "is" + capitalized, "has" + capitalized, property);
    }

    private static boolean isPrefixed(String name, String prefix) {
        return name.length() > prefix.length() && name.startsWith(prefix);
    }

    /** As Java Beans do it: {@code getURL} tells {@code URL}. */
    private static String decapitalized(String name) {
        boolean shouts =
                name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1));
        return shouts ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
