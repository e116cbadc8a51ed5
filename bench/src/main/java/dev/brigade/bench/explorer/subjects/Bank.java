package dev.brigade.bench.explorer.subjects;

import dev.brigade.data.options.Isolation;
import dev.brigade.web.App;

/** The same withdrawals as requests to an application. */
public final class Bank {
    private Bank() {}

    public static App app() {
        return App.named("bank", app -> {
            app.database("jdbc:h2:mem:bank");
            app.post("/withdrawals", rq -> {
                        int balance = rq.db()
                                .select("select balance from account where id = 1 for update")
                                .mapTo(Integer.class)
                                .one();
                        rq.db().execute("update account set balance = ? where id = 1", balance - 3);
                        return balance - 3;
                    })
                    .isolation(Isolation.READ_COMMITTED);
        });
    }
}
