package dev.brigade.web.audit;

import java.util.List;

/**
 * Something mutable that several threads can reach.
 *
 * @param what its name: {@code HashMap}, {@code News.edition}, {@code queue "pass"}
 * @param guard the lock under which it is used; empty if there is none
 * @param count how many objects are like this one
 * @param ways how it is reached, a few of them: {@code POST /orders → captured "news" (Kitchen.java:52)}
 * @param moreWays how many more ways there are
 * @param why what is wrong, or what to know; empty if there is nothing to say
 * @param instead what to do; empty if nothing has to be done
 */
public record Finding(
        Verdict verdict,
        String what,
        String guard,
        int count,
        List<String> ways,
        int moreWays,
        String why,
        String instead) {
    public Finding {
        ways = List.copyOf(ways);
    }
}
