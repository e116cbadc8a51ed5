package dev.brigade.web.isolation;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;
import static dev.brigade.data.options.Isolation.REPEATABLE_READ;
import static dev.brigade.data.options.Isolation.SERIALIZABLE;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.options.Isolation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What can go wrong when transactions run at once: the list of Hermitage (github.com/ept/hermitage), whose names come from Atul
 * Adya's "Weak Consistency" (1999) and whose scripts these are. The table holds (1, 10) and (2, 20) before each.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists and sets are ones that nobody can change
enum Anomaly {
    G0(
            "Dirty write",
            "Two requests write the same two rows, and in the end one row is the first's and the other the second's.",
            """
            T1 update test set n = 11 where id = 1
            T2 update test set n = 12 where id = 1
            T1 update test set n = 21 where id = 2
            T1 commit
            T2 update test set n = 22 where id = 2
            T2 commit
            """,
            seen -> !Set.of(Map.of(1, 11, 2, 21), Map.of(1, 12, 2, 22)).contains(seen.table()),
            Set.of(),
            Set.of()),
    G1A(
            "Aborted read",
            "A request reads what another wrote and then rolled back.",
            """
            T1 update test set n = 101 where id = 1
            T2 select * from test
            T1 abort
            T2 select * from test
            T2 commit
            """,
            seen -> seen.hasRead("T2", 101),
            Set.of(),
            Set.of()),
    G1B(
            "Intermediate read",
            "A request reads what another wrote first, though it wrote something else before it committed.",
            """
            T1 update test set n = 101 where id = 1
            T2 select * from test
            T1 update test set n = 11 where id = 1
            T1 commit
            T2 select * from test
            T2 commit
            """,
            seen -> seen.hasRead("T2", 101),
            Set.of(),
            Set.of()),
    G1C(
            "Circular information flow",
            "Two requests each read what the other wrote, so neither can have been first.",
            """
            T1 update test set n = 11 where id = 1
            T2 update test set n = 22 where id = 2
            T1 select * from test where id = 2
            T2 select * from test where id = 1
            T1 commit
            T2 commit
            """,
            seen -> seen.hasRead("T1", 22) && seen.hasRead("T2", 11),
            Set.of(),
            Set.of()),
    OTV(
            "Observed transaction vanishes",
            "A request sees another's write, and then a row as it was before that other wrote it.",
            """
            T1 update test set n = 11 where id = 1
            T1 update test set n = 19 where id = 2
            T2 update test set n = 12 where id = 1
            T1 commit
            T3 select * from test where id = 1
            T2 update test set n = 18 where id = 2
            T3 select * from test where id = 2
            T2 commit
            T3 select * from test where id = 2
            T3 select * from test where id = 1
            T3 commit
            """,
            seen -> (seen.read("T3", 3).containsValue(18) && !seen.read("T3", 4).containsValue(12))
                    || (seen.read("T3", 1).containsValue(12)
                            && !seen.read("T3", 2).containsValue(18)),
            Set.of(),
            Set.of()),
    PMP(
            "Phantom",
            "A request searches twice, and the second time finds a row that another has inserted meanwhile.",
            """
            T1 select * from test where n = 30
            T2 insert into test (id, n) values (3, 30)
            T2 commit
            T1 select * from test where n % 3 = 0
            T1 commit
            """,
            seen -> seen.read("T1", 1).isEmpty() && seen.read("T1", 2).containsValue(30),
            Set.of(READ_COMMITTED),
            Set.of(READ_COMMITTED)),
    PMP_WRITE(
            "Phantom after a write",
            "A request deletes all rows of a kind, and then finds one of that kind that another has changed meanwhile.",
            """
            T1 update test set n = n + 10
            T2 delete from test where n = 20
            T1 commit
            T2 select * from test where n = 20
            T2 commit
            """,
            seen -> seen.hasRead("T2", 20),
            Set.of(READ_COMMITTED),
            Set.of(READ_COMMITTED)),
    P4(
            "Lost update",
            "Two requests read a row, then both write it: the second does not know of the first's write and undoes it.",
            """
            T1 select * from test where id = 1
            T2 select * from test where id = 1
            T1 update test set n = 11 where id = 1
            T2 update test set n = 11 where id = 1
            T1 commit
            T2 commit
            """,
            seen -> seen.hasRead("T1", 10) && seen.hasRead("T2", 10),
            Set.of(READ_COMMITTED),
            Set.of(READ_COMMITTED)),
    G_SINGLE(
            "Read skew",
            "A request reads one row as it was before another's commit, and a second row as it was after it.",
            """
            T1 select * from test where id = 1
            T2 select * from test where id = 1
            T2 select * from test where id = 2
            T2 update test set n = 12 where id = 1
            T2 update test set n = 18 where id = 2
            T2 commit
            T1 select * from test where id = 2
            T1 commit
            """,
            seen -> seen.hasRead("T1", 10) && seen.hasRead("T1", 18),
            Set.of(READ_COMMITTED),
            Set.of(READ_COMMITTED)),
    G_SINGLE_PREDICATE(
            "Read skew of searches",
            "A request searches twice, the first time before another's commit and the second time after it.",
            """
            T1 select * from test where n % 5 = 0
            T2 update test set n = 12 where n = 10
            T2 commit
            T1 select * from test where n % 3 = 0
            T1 commit
            """,
            seen -> seen.hasRead("T1", 10) && seen.hasRead("T1", 12),
            Set.of(READ_COMMITTED),
            Set.of(READ_COMMITTED)),
    G_SINGLE_WRITE(
            "Read skew of a read and a write",
            "A request reads before another's commit, and then deletes by what is there after it.",
            """
            T1 select * from test where id = 1
            T2 select * from test
            T2 update test set n = 12 where id = 1
            T2 update test set n = 18 where id = 2
            T2 commit
            T1 delete from test where n = 20
            T1 commit
            """,
            seen -> seen.hasRead("T1", 10) && seen.changed("T1", 2) == 0,
            Set.of(READ_COMMITTED),
            Set.of(READ_COMMITTED)),
    G_SINGLE_WRITE_WAITS(
            "Read skew of a write that waits",
            "As before, but the delete waits for a row that the other is writing.",
            """
            T1 select * from test where id = 1
            T2 update test set n = 12 where id = 1
            T2 update test set n = 18 where id = 2
            T1 delete from test where n = 20
            T2 commit
            T1 commit
            """,
            seen -> seen.hasRead("T1", 10) && seen.changed("T1", 2) == 0,
            Set.of(READ_COMMITTED),
            Set.of(READ_COMMITTED)),
    G2_ITEM(
            "Write skew",
            "Two requests read the same two rows, and each writes the one that the other does not.",
            """
            T1 select * from test where id in (1, 2)
            T2 select * from test where id in (1, 2)
            T1 update test set n = 11 where id = 1
            T2 update test set n = 21 where id = 2
            T1 commit
            T2 commit
            """,
            seen -> seen.hasRead("T1", 20) && seen.hasRead("T2", 10),
            Set.of(READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE),
            Set.of(READ_COMMITTED, REPEATABLE_READ)),
    G2(
            "Write skew of searches",
            "Two requests search, find nothing, and each inserts what the other's search would have found.",
            """
            T1 select * from test where n % 3 = 0
            T2 select * from test where n % 3 = 0
            T1 insert into test (id, n) values (3, 30)
            T2 insert into test (id, n) values (4, 42)
            T1 commit
            T2 commit
            """,
            seen -> seen.read("T1", 1).isEmpty() && seen.read("T2", 1).isEmpty(),
            Set.of(READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE),
            Set.of(READ_COMMITTED, REPEATABLE_READ)),
    G2_TWO_EDGES(
            "Write skew that a third request sees",
            "A request only reads, and sees the second's write without the first's, though the first ran as if before the second.",
            """
            T1 select * from test
            T2 update test set n = n + 5 where id = 2
            T2 commit
            T3 select * from test
            T3 commit
            T1 update test set n = 0 where id = 1
            T1 commit
            """,
            seen -> seen.hasRead("T1", 20) && seen.read("T3", 1).equals(Map.of(1, 10, 2, 25)),
            Set.of(READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE),
            Set.of(READ_COMMITTED, REPEATABLE_READ));

    private final String title;
    private final String sentence;
    private final List<Step> steps;
    private final Predicate<Seen> happened;
    private final Set<Isolation> onH2;
    private final Set<Isolation> onPostgres;

    Anomaly(
            String title,
            String sentence,
            String script,
            Predicate<Seen> happened,
            Set<Isolation> onH2,
            Set<Isolation> onPostgres) {
        this.title = title;
        this.sentence = sentence;
        this.steps = Step.of(script);
        this.happened = happened;
        this.onH2 = onH2;
        this.onPostgres = onPostgres;
    }

    /** For people: {@code Write skew}. */
    String title() {
        return title;
    }

    String sentence() {
        return sentence;
    }

    /** Its name in the literature: {@code G2-item}. */
    String adya() {
        return name().startsWith("G_SINGLE")
                ? "G-single"
                : switch (this) {
                    case G1A -> "G1a";
                    case G1B -> "G1b";
                    case G1C -> "G1c";
                    case G2_ITEM -> "G2-item";
                    case G2_TWO_EDGES -> "G2";
                    case PMP_WRITE -> "PMP";
                    default -> name();
                };
    }

    List<Step> steps() {
        return steps;
    }

    boolean happenedIn(Seen seen) {
        return happened.test(seen);
    }

    /** Whether it can happen there; the test holds this against what happens. */
    boolean canHappen(TestDatabase database, Isolation isolation) {
        return (database == TestDatabase.H2 ? onH2 : onPostgres).contains(isolation);
    }
}
