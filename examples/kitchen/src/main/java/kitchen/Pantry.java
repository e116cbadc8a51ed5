package kitchen;

import dev.brigade.data.Work;
import dev.brigade.web.errors.Unprocessable;
import java.util.List;
import java.util.Optional;

/** The portions that are left, as rows that all requests share. */
final class Pantry {
    private Pantry() {}

    static List<Dish> all(Work work) {
        return work.db()
                .createQuery("select dish, portions from pantry order by dish")
                .map((row, _) -> new Dish(row.getString("dish"), row.getInt("portions")))
                .list();
    }

    static Optional<Dish> find(Work work, String dish) {
        return work.db()
                .createQuery("select dish, portions from pantry where dish = :dish")
                .bind("dish", dish)
                .map((row, _) -> new Dish(row.getString("dish"), row.getInt("portions")))
                .findOne();
    }

    /** The portions that are left now. */
    static int stock(Work work, String dish) {
        return find(work, dish)
                .map(Dish::portions)
                .orElseThrow(() -> new Unprocessable("dish", "is not on the menu: " + dish));
    }

    /** Takes portions if there are enough, in one statement: nobody can come between the look and the change. */
    static boolean take(Work work, String dish, int portions) {
        return work.db()
                        .execute(
                                "update pantry set portions = portions - ? where dish = ? and portions >= ?",
                                portions,
                                dish,
                                portions)
                == 1;
    }

    /** Puts portions in; false if there is no such dish. */
    static boolean put(Work work, String dish, int portions) {
        return work.db().execute("update pantry set portions = portions + ? where dish = ?", portions, dish) == 1;
    }

    /** Puts in of each dish what is missing to so many portions. */
    static void fill(Work work, int portions) {
        work.db().execute("update pantry set portions = ? where portions < ?", portions, portions);
    }

    /** Sets the portions to a number that was computed from what was read: the naive way. */
    static void set(Work work, String dish, int portions) {
        work.db().execute("update pantry set portions = ? where dish = ?", portions, dish);
    }
}
