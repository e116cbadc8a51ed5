package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.web.App;

/**
 * A checkout that has a transaction, and locks in it; but what decides is read before it begins. The voucher's uses are a number that
 * is written as it was read and one.
 */
public final class Magento {
    private static final TransactionOptions TRANSACTION = new TransactionOptions(Isolation.READ_COMMITTED, false);

    private Magento() {}

    public static App magentoVoucher() {
        return Autocommit.weak("magento", "/carts/{cart:int}/checkout/{code}", rq -> {
            String code = rq.path("code");
            int uses = Autocommit.number(rq, "select uses from voucher where code = ?", code);
            int most = Autocommit.number(rq, "select most from voucher where code = ?", code);
            if (uses >= most) {
                throw Shop.used(code);
            }
            rq.runSeparately(TRANSACTION, tx -> {
                tx.db().execute("insert into purchase values (?, 10)", rq.path("cart", int.class));
                tx.db().execute("update voucher set uses = ? where code = ?", uses + 1, code);
            });
            return "Thank you";
        });
    }

    /** One transaction from the look on, with the row locked. */
    public static App magentoVoucherRepaired() {
        return Autocommit.weak("magento", "/carts/{cart:int}/checkout/{code}", rq -> {
            String code = rq.path("code");
            int uses = Shop.number(rq, "select uses from voucher where code = ? for update", code);
            int most = Shop.number(rq, "select most from voucher where code = ?", code);
            if (uses >= most) {
                throw Shop.used(code);
            }
            rq.db().execute("insert into purchase values (?, 10)", rq.path("cart", int.class));
            rq.db().execute("update voucher set uses = ? where code = ?", uses + 1, code);
            return "Thank you";
        });
    }

    public static App magentoInventory() {
        return Autocommit.weak("magento", "/buy/{item}/{amount:int}", rq -> {
            String item = rq.path("item");
            int amount = rq.path("amount", int.class);
            if (Autocommit.number(rq, "select amount from stock where item = ?", item) < amount) {
                throw Shop.soldOut(item);
            }
            rq.runSeparately(TRANSACTION, tx -> {
                int locked = tx.db()
                        .select("select amount from stock where item = ? for update", item)
                        .mapTo(int.class)
                        .one();
                tx.db().execute("update stock set amount = ? where item = ?", locked - amount, item);
                tx.db().execute("insert into sale (item, amount) values (?, ?)", item, amount);
            });
            return "Thank you";
        });
    }

    /** What was read with the lock decides. */
    public static App magentoInventoryRepaired() {
        return Autocommit.weak("magento", "/buy/{item}/{amount:int}", rq -> {
            String item = rq.path("item");
            int amount = rq.path("amount", int.class);
            int locked = Shop.number(rq, "select amount from stock where item = ? for update", item);
            if (locked < amount) {
                throw Shop.soldOut(item);
            }
            rq.db().execute("update stock set amount = ? where item = ?", locked - amount, item);
            rq.db().execute("insert into sale (item, amount) values (?, ?)", item, amount);
            return "Thank you";
        });
    }
}
