package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;
import dev.brigade.web.Handler;
import dev.brigade.web.Request;

/** One transaction for each checkout, and in it the number is read, looked at, and written anew: of a voucher, and of the stock. */
public final class Saleor {
    private Saleor() {}

    public static App saleorVoucher() {
        return Autocommit.weak("saleor", "/carts/{cart:int}/checkout/{code}", Saleor::redeem);
    }

    public static App saleorVoucherRepaired() {
        return alone("/carts/{cart:int}/checkout/{code}", Saleor::redeem);
    }

    private static String redeem(Request rq) {
        String code = rq.path("code");
        int uses = Shop.number(rq, "select uses from voucher where code = ?", code);
        if (uses >= Shop.number(rq, "select most from voucher where code = ?", code)) {
            throw Shop.used(code);
        }
        rq.db().execute("update voucher set uses = ? where code = ?", uses + 1, code);
        rq.db().execute("insert into purchase values (?, 10)", rq.path("cart", int.class));
        return "Thank you";
    }

    public static App saleorInventory() {
        return Autocommit.weak("saleor", "/buy/{item}/{amount:int}", Saleor::buy);
    }

    public static App saleorInventoryRepaired() {
        return alone("/buy/{item}/{amount:int}", Saleor::buy);
    }

    private static String buy(Request rq) {
        String item = rq.path("item");
        int amount = rq.path("amount", int.class);
        int there = Shop.number(rq, "select amount from stock where item = ?", item);
        if (there < amount) {
            throw Shop.soldOut(item);
        }
        rq.db().execute("update stock set amount = ? where item = ?", there - amount, item);
        rq.db().execute("insert into sale (item, amount) values (?, ?)", item, amount);
        return "Thank you";
    }

    /** The same handler, at a level at which it is right. */
    private static App alone(String path, Handler handler) {
        var app = App.named("saleor").database("jdbc:h2:mem:saleor");
        app.post(path, handler).isolation(Isolation.SERIALIZABLE);
        return app;
    }
}
