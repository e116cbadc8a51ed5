package dev.brigade.check.sql.schema;

import dev.brigade.check.sql.schema.Column.Origin;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Of PostgreSQL. */
final class PostgresCatalog extends Catalog {
    private static final Pattern RANDOM = Pattern.compile(".*(uuid_generate|random_uuid|uuidv)\\w*\\(.*");

    /** Volatile, but their values depend on nothing that another could change. */
    private static final Set<String> HARMLESS = Set.of(
            "random",
            "random_normal",
            "setseed",
            "clock_timestamp",
            "statement_timestamp",
            "timeofday",
            "gen_random_uuid",
            "uuidv4",
            "uuidv7",
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v4",
            "gen_salt",
            "gen_random_bytes",
            "pg_sleep",
            "pg_sleep_for",
            "pg_sleep_until",
            "currval",
            "lastval");

    PostgresCatalog(Connection connection) {
        super(connection);
    }

    @Override
    Schema.Product product() {
        return Schema.Product.POSTGRESQL;
    }

    @Override
    boolean isSystem(String schema) {
        return schema.equals("information_schema") || schema.startsWith("pg_");
    }

    /** The volatile ones, and of the application's own also those that read tables. */
    @Override
    Set<String> impure() throws SQLException {
        Set<String> found = new HashSet<>(column("select distinct p.proname from pg_catalog.pg_proc p"
                + " join pg_catalog.pg_namespace n on n.oid = p.pronamespace"
                + " where p.provolatile = 'v' or p.provolatile = 's' and n.nspname <> 'pg_catalog'"));
        found.removeAll(HARMLESS);
        found.addAll(column("select proname from pg_catalog.pg_proc where proname in"
                + " ('query_to_xml', 'table_to_xml', 'schema_to_xml', 'database_to_xml', 'cursor_to_xml',"
                + " 'ts_stat', 'pg_stat_file', 'pg_advisory_lock')"));
        return found;
    }

    @Override
    List<Sequence> sequences() throws SQLException {
        return rows("select n.nspname, c.relname from pg_catalog.pg_class c"
                        + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                        + " where c.relkind = 'S' and c.relpersistence <> 't' order by 1, 2")
                .stream()
                .map(row -> new Sequence(row.get(0), row.get(1)))
                .toList();
    }

    /**
     * Triggers that aren't of foreign keys, rules, and row security, whose policies can read other tables; and functions that can,
     * called by a column's default or a constraint.
     */
    @Override
    boolean writesSpread(String schema, String table) throws SQLException {
        return callsFunctions(schema, table)
                || !column(
                                "select 1 from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                                        + " where n.nspname = ? and c.relname = ? and (c.relrowsecurity"
                                        + " or exists (select 1 from pg_catalog.pg_trigger where tgrelid = c.oid and not tgisinternal)"
                                        + " or exists (select 1 from pg_catalog.pg_rewrite where ev_class = c.oid))",
                                schema,
                                table)
                        .isEmpty();
    }

    /** Dependencies on the database's own functions are not written down, so these are the application's. */
    private boolean callsFunctions(String schema, String table) throws SQLException {
        return column(
                        "select p.proname from pg_catalog.pg_class c"
                                + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                                + " join pg_catalog.pg_depend d on d.refclassid = 'pg_proc'::regclass and ("
                                + "   d.classid = 'pg_attrdef'::regclass and d.objid in"
                                + "     (select oid from pg_catalog.pg_attrdef where adrelid = c.oid)"
                                + "   or d.classid = 'pg_constraint'::regclass and d.objid in"
                                + "     (select k.oid from pg_catalog.pg_constraint k where k.conrelid = c.oid"
                                + "       or k.contypid in (select atttypid from pg_catalog.pg_attribute where attrelid = c.oid)))"
                                + " join pg_catalog.pg_proc p on p.oid = d.refobjid and p.provolatile <> 'i'"
                                + " where n.nspname = ? and c.relname = ?",
                        schema,
                        table)
                .stream()
                .anyMatch(name -> !HARMLESS.contains(name));
    }

    /** Partitions and inheritance: the same rows under several names. */
    @Override
    boolean isOpaque(String schema, String table) throws SQLException {
        return !column(
                        "select 1 from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                                + " where n.nspname = ? and c.relname = ? and (c.relrowsecurity"
                                + " or exists (select 1 from pg_catalog.pg_inherits where inhrelid = c.oid or inhparent = c.oid))",
                        schema,
                        table)
                .isEmpty();
    }

    @Override
    List<String> exclusions(String schema, String table) throws SQLException {
        return column(
                "select k.conname from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid"
                        + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                        + " where k.contype = 'x' and n.nspname = ? and c.relname = ?",
                schema,
                table);
    }

    @Override
    More more(String schema, String table, String column) throws SQLException {
        List<String> row = rows(
                        "select pg_catalog.format_type(a.atttypid, a.atttypmod), a.attidentity,"
                                + " coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), ''), sn.nspname, s.relname"
                                + " from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid"
                                + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                                + " left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum"
                                // an identity column owns its sequence, a default depends on one
                                + " left join pg_catalog.pg_depend o on o.refclassid = 'pg_class'::regclass"
                                + "   and (o.classid = 'pg_class'::regclass and o.refobjid = c.oid"
                                + "       and o.refobjsubid = a.attnum and o.deptype = 'i'"
                                + "     or o.classid = 'pg_attrdef'::regclass and o.objid = d.oid and o.deptype = 'n'"
                                + "       and exists (select 1 from pg_catalog.pg_class x"
                                + "         where x.oid = o.refobjid and x.relkind = 'S'))"
                                + " left join pg_catalog.pg_class s on s.relkind = 'S'"
                                + "   and s.oid = case when a.attidentity <> '' then o.objid else o.refobjid end"
                                + " left join pg_catalog.pg_namespace sn on sn.oid = s.relnamespace"
                                + " where n.nspname = ? and c.relname = ? and a.attname = ?"
                                + " order by s.relname nulls last limit 1",
                        schema,
                        table,
                        column)
                .getFirst();
        Optional<Sequence> sequence =
                row.get(4).isEmpty() ? Optional.empty() : Optional.of(new Sequence(row.get(3), row.get(4)));
        boolean isIdentity = !row.get(1).isEmpty();
        return new More(
                Optional.of(row.get(0)),
                false,
                isIdentity ? new Origin.Identity(row.get(1).equals("a"), sequence) : origin(row.get(2), sequence));
    }

    private static Origin origin(String byDefault, Optional<Sequence> sequence) {
        if (sequence.isPresent()) {
            return new Origin.Next(sequence.get());
        }
        return RANDOM.matcher(byDefault).matches() ? new Origin.Random() : new Origin.Plain();
    }
}
