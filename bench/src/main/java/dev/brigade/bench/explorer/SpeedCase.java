package dev.brigade.bench.explorer;

import dev.brigade.bench.explorer.subjects.Bank;
import dev.brigade.bench.explorer.subjects.OneField;
import dev.brigade.bench.explorer.subjects.Withdrawals;
import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Explore;
import dev.brigade.check.Explored;
import java.time.Duration;
import java.util.Locale;

/** What is explored to see how many schedules a second are run. */
enum SpeedCase {
    FIELD("three threads, one field", 100_000) {
        @Override
        Explored explore(Duration most) {
            return Explore.fresh(OneField::new)
                    .packages(SUBJECTS)
                    .threads(3, OneField::set)
                    .budget(most)
                    .explore();
        }
    },
    H2("two handlers on H2, over JDBC", 10_000) {
        @Override
        Explored explore(Duration most) {
            return withdrawals(DatabaseProduct.H2, most);
        }
    },
    H2_APP("two requests to an application on H2", 0) {
        @Override
        Explored explore(Duration most) {
            return requests(DatabaseProduct.H2, most);
        }
    },
    POSTGRES("two handlers on PostgreSQL, over JDBC", 300) {
        @Override
        Explored explore(Duration most) {
            return withdrawals(DatabaseProduct.POSTGRES, most);
        }
    },
    POSTGRES_APP("two requests to an application on PostgreSQL", 0) {
        @Override
        Explored explore(Duration most) {
            return requests(DatabaseProduct.POSTGRES, most);
        }
    };

    private static final String SUBJECTS = OneField.class.getPackageName();

    private final String text;
    private final int wanted;

    /** @param wanted so many schedules a second; 0 if nothing is promised */
    SpeedCase(String text, int wanted) {
        this.text = text;
        this.wanted = wanted;
    }

    String text() {
        return text;
    }

    /** For people: whether as many a second as wanted. */
    String verdict(double median) {
        if (wanted == 0) {
            return text + ": " + number(median) + "/s";
        }
        return text + ": " + number(median) + "/s, wanted at least " + number(wanted)
                + (median >= wanted ? "" : ": too few");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** All its schedules, or as many as there is time for. */
    abstract Explored explore(Duration most);

    private static Explored withdrawals(DatabaseProduct product, Duration most) {
        return Explore.database(product)
                .packages(SUBJECTS)
                .given(Withdrawals::open)
                .threads(bank -> Withdrawals.withdraw(bank, 3), bank -> Withdrawals.withdraw(bank, 5))
                .budget(most)
                .explore();
    }

    private static Explored requests(DatabaseProduct product, Duration most) {
        return Explore.app(Bank::app)
                .packages(SUBJECTS)
                .on(product)
                .given(Withdrawals::open)
                .request("POST", "/withdrawals")
                .request("POST", "/withdrawals")
                .budget(most)
                .explore();
    }
}
