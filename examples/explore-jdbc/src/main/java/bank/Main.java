package bank;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.jdbcx.JdbcConnectionPool;

/** Lets many threads withdraw from one account, in both ways, and counts. Sometimes it goes well: that is why one explores. */
public final class Main {
    private static final int THREADS = 50;
    private static final int AMOUNT = 10;

    private interface Withdrawal {
        boolean from(Bank bank) throws SQLException;
    }

    private Main() {}

    static void main() throws Exception {
        System.out.println("naively: " + run(bank -> bank.withdrawNaively(1, AMOUNT)));
        System.out.println("rightly: " + run(bank -> bank.withdraw(1, AMOUNT)));
    }

    private static String run(Withdrawal withdrawal) throws Exception {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:bank", "sa", "");
        try (Connection keeper = pool.getConnection();
                Statement statement = keeper.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statement.execute(Bank.TABLE);
            statement.execute("insert into account values (1, 'Ann', " + THREADS * AMOUNT + ")");
            Bank bank = new Bank(pool);
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> withdrawal.from(bank)));
            }
            int paid = 0;
            for (Future<Boolean> one : all) {
                paid += one.get() ? AMOUNT : 0;
            }
            return "paid out " + paid + " of " + THREADS * AMOUNT + ", and " + bank.balance(1) + " is still there";
        } finally {
            pool.dispose();
        }
    }
}
