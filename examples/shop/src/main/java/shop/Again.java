package shop;

import dev.brigade.web.Request;
import dev.brigade.web.Response;
import java.util.List;
import java.util.Map;

/** Brings back what the shop began with. */
final class Again {
    private static final List<String> STATEMENTS = List.of(
            "update voucher set used = false, paid_out = 0",
            "update product set stock = case name when 'tea' then 5 else 2 end",
            "delete from parcel_item",
            "delete from purchase",
            "delete from cart_item",
            "update wallet set balance = 100",
            "delete from guest",
            "delete from member",
            "update till set is_open = true",
            "update invoice_counter set latest = 0",
            "delete from invoice",
            "update delivery set pieces = 0, looks = 0",
            "delete from delivery_log",
            "update shelf set pieces = 20");

    private Again() {}

    static Object run(Request rq) {
        for (String statement : STATEMENTS) {
            rq.db().execute(statement);
        }
        return rq.prefersHtml() ? Response.redirect("/") : Map.of("said", "As in the beginning");
    }
}
