package dev.brigade.web.audit.code;

import java.util.List;

/** An application's classes together. Confined to the thread that analyses. */
public final class Program {
    private Program() {}

    /**
     * What their methods do.
     *
     * @param names the classes, by binary name
     * @param lambdas those that it has found already are left out here: each has facts of its own
     */
    public static Facts facts(Classes classes, List<String> names, Lambdas lambdas) {
        Analysis analysis = new Analysis(classes, lambdas.apart());
        analysis.followAll(names);
        return analysis.facts();
    }
}
