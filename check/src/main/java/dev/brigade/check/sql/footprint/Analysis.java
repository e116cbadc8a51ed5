package dev.brigade.check.sql.footprint;

import dev.brigade.check.sql.footprint.Touch.Mode;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.NextValExpression;
import net.sf.jsqlparser.expression.UserVariable;
import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.ConflictActionType;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.ForMode;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.upsert.Upsert;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a statement touches. First, every table that its tree names anywhere is read, all of its rows; then what is known
 * better is said better: the rows by the conditions of the SELECT in which it stands, the mode by what is done to it. So what is
 * not understood costs precision, not truth.
 */
final class Analysis {
    private static final Table DEFINITIONS = new Table(
            "information_schema",
            "information_schema",
            "information_schema",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            false,
            false);

    private final Schema schema;
    private final Effects effects;
    private final List<Object> nodes;
    private final NamedColumns columns;
    private final IdentityHashMap<Object, Rows> rows = new IdentityHashMap<>();
    private final Set<Object> targets = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean understood = true;

    private Analysis(Schema schema, Statement statement) {
        this.schema = schema;
        this.effects = new Effects(schema);
        this.nodes = SyntaxTree.nodes(statement);
        nodes.removeIf(
                node -> node instanceof ParenthesedStatement && !(node instanceof Select)); // the same again inside
        this.columns = new NamedColumns(schema, nodes);
    }

    /** Empty if the statement can touch anything. */
    static Optional<Effects> of(Schema schema, String sql) {
        return Syntax.parse(sql)
                .or(() -> Syntax.parse(QuotedNames.in(sql, schema)))
                .flatMap(parsed -> new Analysis(schema, parsed.tree()).run(parsed));
    }

    private Optional<Effects> run(Syntax.Parsed parsed) {
        boolean known = parsed.tree() instanceof Select
                || parsed.tree() instanceof Insert
                || parsed.tree() instanceof Update
                || parsed.tree() instanceof Delete
                || parsed.tree() instanceof Merge
                || parsed.tree() instanceof Upsert;
        if (!known || !nodes.stream().allMatch(this::isForeseeable)) {
            return Optional.empty();
        }
        nodes.forEach(columns::add);
        understood = !columns.isAmbiguous();
        nodes.forEach(this::conditions);
        for (Object node : nodes) {
            switch (node) {
                case Insert insert -> insert(insert, parsed.mergeKey());
                case Update update -> update(update);
                case Delete delete -> delete(delete);
                case Merge merge -> anything(merge.getTable());
                case Upsert upsert -> anything(upsert.getTable());
                default -> {}
            }
        }
        reads();
        return understood && !effects.isUnforeseeable() ? Optional.of(effects) : Optional.empty();
    }

    private boolean isForeseeable(Object node) {
        return switch (node) {
            case NextValExpression _, UserVariable _ -> false;
            case Function function ->
                function.getMultipartName() == null
                        || !schema.isImpure(unquoted(function.getMultipartName().getLast()));
            case AnalyticExpression function ->
                function.getName() == null || !schema.isImpure(unquoted(function.getName()));
            case net.sf.jsqlparser.schema.Column column ->
                !column.getColumnName().equalsIgnoreCase("nextval"); // H2's sequence.nextval
            case PlainSelect select ->
                isEmpty(select.getIntoTables())
                        && select.getIntoTempTable() == null
                        && select.getMySqlSelectIntoClause() == null
                        && isEmpty(select.getLateralViews());
            case Insert insert ->
                !insert.isOracleMultiInsert() && isEmpty(insert.getPartitions()) && !insert.isOverwrite();
            case Update update -> isEmpty(update.getStartJoins());
            case Delete delete -> isEmpty(delete.getTables());
            default -> true;
        };
    }

    private static boolean isEmpty(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }

    private static String unquoted(String name) {
        return name.replace("\"", "");
    }

    // ---- tables and their rows

    private Optional<Table> find(net.sf.jsqlparser.schema.Table node) {
        return schema.find(Optional.ofNullable(node.getSchemaName()), node.getName());
    }

    private void conditions(Object node) {
        switch (node) {
            case PlainSelect select ->
                conditions(select.getFromItem(), select.getJoins(), select.getWhere(), List.of());
            case ParenthesedFromItem joined -> conditions(joined.getFromItem(), joined.getJoins(), null, List.of());
            case Update update ->
                conditions(update.getFromItem(), update.getJoins(), update.getWhere(), List.of(update.getTable()));
            case Delete delete -> {
                List<FromItem> items = new ArrayList<>();
                items.add(delete.getTable());
                if (delete.getUsingFromItemList() != null) {
                    items.addAll(delete.getUsingFromItemList());
                }
                conditions(null, delete.getJoins(), delete.getWhere(), items);
            }
            default -> {}
        }
    }

    private void conditions(
            @Nullable FromItem from, @Nullable List<Join> joins, @Nullable Expression where, List<FromItem> others) {
        Conditions conditions = new Conditions(schema);
        List<@Nullable FromItem> items = new ArrayList<>(others);
        items.add(from);
        if (joins != null) {
            joins.forEach(join -> items.add(join.getFromItem()));
        }
        items.forEach(item -> conditions.add(item, this::find));
        for (FromItem item : items) {
            if (item instanceof net.sf.jsqlparser.schema.Table table) {
                rows.put(table, conditions.rows(table, where, joins));
            }
        }
    }

    private Rows rows(net.sf.jsqlparser.schema.Table node) {
        return rows.getOrDefault(node, Rows.ALL);
    }

    /** What is read, and with it locked, of the tables to which nothing else is done. */
    private void reads() {
        Mode mode = Mode.READ;
        for (Object node : nodes) {
            if (node instanceof Select select && select.getForMode() != null) {
                boolean shared = select.getForMode() == ForMode.SHARE || select.getForMode() == ForMode.KEY_SHARE;
                mode = shared && mode != Mode.LOCK ? Mode.SHARE : Mode.LOCK;
            }
        }
        for (Object node : nodes) {
            if (node instanceof net.sf.jsqlparser.schema.Table named && !targets.contains(named)) {
                Optional<Table> table = find(named);
                if (table.isPresent()) {
                    Set<String> touched = new HashSet<>(columns.of(table.get()));
                    touched.add(Touch.ROW);
                    effects.add(table.get(), rows(named), touched, mode);
                } else if (isOfDefinitions(named)) {
                    effects.add(DEFINITIONS, Rows.ALL, Set.of(Touch.ROW), Mode.READ);
                } else {
                    understood &= isHarmless(named);
                }
            }
        }
    }

    /** Whether what isn't a table is no view either. */
    private boolean isHarmless(net.sf.jsqlparser.schema.Table named) {
        return named.getSchemaName() == null
                && (columns.isOfQuery(named)
                        || named.getName().toLowerCase(Locale.ROOT).equals("dual"));
    }

    /** Whether it tells of tables, which those statements change that can touch anything. */
    private static boolean isOfDefinitions(net.sf.jsqlparser.schema.Table named) {
        return named.getSchemaName() != null && unquoted(named.getSchemaName()).equalsIgnoreCase("information_schema");
    }

    /** The table that is written. */
    private Optional<Table> target(net.sf.jsqlparser.schema.Table node) {
        targets.add(node);
        Optional<Table> table = find(node);
        understood &= table.isPresent();
        return table;
    }

    // ---- what is done to them

    private void anything(net.sf.jsqlparser.schema.Table node) {
        target(node).ifPresent(this::anything);
    }

    private void anything(Table table) {
        effects.insert(table, Rows.ALL);
        effects.update(table, Rows.ALL, Effects.allColumns(table), Effects.allColumns(table), Rows.ALL);
        effects.delete(table, Rows.ALL, Effects.allColumns(table));
    }

    private void update(Update update) {
        target(update.getTable()).ifPresent(table -> {
            Assignments assigned = new Assignments(schema, table, update.getUpdateSets());
            understood &= assigned.areKnown();
            effects.update(table, rows(update.getTable()), columns.of(table), assigned.columns(), assigned.values());
        });
    }

    private void delete(Delete delete) {
        target(delete.getTable()).ifPresent(table -> effects.delete(table, rows(delete.getTable()), columns.of(table)));
    }

    private void insert(Insert insert, Optional<List<String>> mergeKey) {
        target(insert.getTable()).ifPresent(table -> {
            Rows inserted = new InsertedRows(schema, table, insert).rows();
            effects.insert(table, inserted);
            if (mergeKey.isPresent()) {
                merge(table, inserted, mergeKey.get());
            } else if (insert.getDuplicateUpdateSets() != null
                    || insert.getDuplicateAction() != null
                    || insert.getModifierPriority() != null) {
                anything(table);
            } else if (insert.getConflictAction() != null
                    && insert.getConflictAction().getConflictActionType() == ConflictActionType.DO_UPDATE) {
                Assignments assigned = new Assignments(
                        schema, table, insert.getConflictAction().getUpdateSets());
                understood &= assigned.areKnown();
                effects.update(table, conflicting(insert, inserted), columns.of(table), assigned.columns(), Rows.ALL);
            }
        });
    }

    /** H2's MERGE INTO … KEY: the rows with the same values in the key's columns get all others. */
    private void merge(Table table, Rows inserted, List<String> mergeKey) {
        List<String> key = mergeKey.isEmpty()
                ? table.primaryKey()
                : mergeKey.stream()
                        .map(name -> schema.names().label(schema.names().stored(name)))
                        .toList();
        Set<String> others = new HashSet<>(Effects.allColumns(table));
        others.removeAll(key);
        effects.update(
                table,
                inserted.only(column -> key.contains(column.label())),
                Effects.allColumns(table),
                others,
                Rows.ALL);
    }

    /** The rows that an ON CONFLICT can find: those with the same values in the index that it names. */
    private Rows conflicting(Insert insert, Rows inserted) {
        if (insert.getConflictTarget() == null || insert.getConflictTarget().getIndexElements() == null) {
            return Rows.ALL;
        }
        Set<String> target = new HashSet<>();
        insert.getConflictTarget()
                .getIndexElements()
                .forEach(element ->
                        target.add(schema.names().label(schema.names().stored(element.getColumnName()))));
        return inserted.only(column -> target.contains(column.label()));
    }
}
