package dev.brigade.check.suite.acidrain.programs;

import dev.brigade.web.Request;
import dev.brigade.web.errors.Conflict;
import org.jdbi.v3.core.Handle;

/** What the shops have in common: tables with their first rows, and steps. */
public final class Shop {
    private Shop() {}

    /** A voucher SAVE10 that is good for one order, and three carts. */
    public static void vouchers(Handle db) {
        db.execute(
                "create table voucher (code varchar(10) primary key, used boolean not null, uses int not null, most int not null)");
        db.execute("create table voucher_use (id bigint generated always as identity primary key,"
                + " code varchar(10) not null, cart int not null)");
        db.execute("create table purchase (cart int primary key, discount int not null)");
        db.execute("insert into voucher values ('SAVE10', false, 0, 1)");
    }

    /** One lamp and plenty of candles. */
    public static void stock(Handle db) {
        db.execute("create table stock (item varchar(10) primary key, amount int not null, tracked boolean not null)");
        db.execute("create table movement (id bigint generated always as identity primary key,"
                + " item varchar(10) not null, amount int not null)");
        db.execute("create table sale (id bigint generated always as identity primary key,"
                + " item varchar(10) not null, amount int not null)");
        db.execute("insert into stock values ('lamp', 1, true)");
        db.execute("insert into stock values ('candle', 30, true)");
        db.execute("insert into movement (item, amount) values ('lamp', 1)");
    }

    /** Cart 7 with one item. */
    public static void cart(Handle db) {
        db.execute("create table cart (id int primary key, total int not null)");
        db.execute("create table cart_item (id bigint generated always as identity primary key,"
                + " cart int not null, item varchar(10) not null, price int not null)");
        db.execute("create table purchase (cart int primary key, charged int not null)");
        db.execute("create table purchase_item (cart int not null, item varchar(10) not null, price int not null)");
        db.execute("insert into cart values (7, 20)");
        db.execute("insert into cart_item (cart, item, price) values (7, 'lamp', 20)");
    }

    static int number(Request rq, String sql, Object... args) {
        return rq.db().select(sql, args).mapTo(int.class).one();
    }

    static Conflict used(String code) {
        return new Conflict("Voucher " + code + " has been used");
    }

    static Conflict soldOut(String item) {
        return new Conflict("There is not enough of " + item);
    }
}
