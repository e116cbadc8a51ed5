package dev.brigade.check.postgres;
import dev.brigade.check.search.*;
import java.sql.Connection;
import java.util.Set;
class Experiment {
    static void show(String name, Trial.Explored e) { System.out.println(name + ": " + e.schedules() + " schedules, " + (int) e.perSecond() + "/s, mismatches " + e.mismatches().size() + " " + e.outcomes()); if (!e.mismatches().isEmpty()) System.out.println(e.mismatches().getFirst()); }
    public static void main(String[] a) throws Exception {
        dev.brigade.check.agent.Agent.install();
        long t = System.nanoTime(); PostgresServer.shared(); System.out.println("start ms " + (System.nanoTime() - t) / 1000000);
        int most = Integer.getInteger("most", 400);
        int[] iso = {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE};
        t = System.nanoTime(); try (Trial x = new Trial(3, Works.ACCOUNTS, Works.FULL_ACCOUNTS, Works.BALANCES)) { System.out.println("trial ms " + (System.nanoTime() - t) / 1000000);
            for (int i : iso) { show("dpor iso " + i, x.explore(new PartialOrder(), most, Works.withdraws(30, i, ""), Works.withdraws(50, i, "")));
             show("all iso " + i, x.explore(new DelayBound(99, Set.of("database")), most, Works.withdraws(30, i, ""), Works.withdraws(50, i, ""))); }
            show("for update", x.explore(new DelayBound(99, Set.of("database")), most, Works.withdraws(30, iso[0], " FOR UPDATE"), Works.withdraws(50, iso[0], " FOR UPDATE")));
            show("abba", x.explore(new DelayBound(99, Set.of("database")), most, Works.transaction("UPDATE account SET balance=balance-10 WHERE id=1","UPDATE account SET balance=balance+10 WHERE id=2"), Works.transaction("UPDATE account SET balance=balance-20 WHERE id=2","UPDATE account SET balance=balance+20 WHERE id=1")));
            show("three", x.explore(new PartialOrderSampling(7), most, Works.withdraws(30, iso[0], " FOR UPDATE"), Works.withdraws(50, iso[0], " FOR UPDATE"), Works.withdraws(60, iso[0], " FOR UPDATE")));
            show("three rr", x.explore(new PartialOrderSampling(7), most, Works.withdraws(30, iso[1], ""), Works.withdraws(50, iso[1], ""), Works.withdraws(60, iso[1], "")));
        }
    }
}
