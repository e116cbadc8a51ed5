package dev.brigade.check.sql.footprint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;

/**
 * Parses statements with JSqlParser, on the calling thread: its own entry point uses an executor, whose threads would be out of the
 * explorer's control.
 */
final class Syntax {
    /** H2's {@code merge into t (…) key (…) values (…)}, which JSqlParser doesn't know, is an insert that may find its row. */
    private static final Pattern MERGE_KEY = Pattern.compile(
            "(?is)\\s*merge\\s+into\\s+([\\w.\"]+)\\s*(\\([^)]*\\))?\\s*(?:key\\s*\\(([^)]*)\\))?\\s*((?:values|select)\\b.*)");

    private Syntax() {}

    /**
     * A statement's tree.
     *
     * @param mergeKey if it is H2's MERGE, which {@code tree} shows as an INSERT: the columns by which it finds rows, as written;
     *     empty for the primary key
     */
    record Parsed(Statement tree, Optional<List<String>> mergeKey) {}

    /** Empty if it can't be parsed, or is more than one statement. */
    static Optional<Parsed> parse(String sql) {
        Matcher merge = MERGE_KEY.matcher(sql);
        if (!merge.matches()) {
            return tree(sql).map(tree -> new Parsed(tree, Optional.empty()));
        }
        String columns = merge.group(2) == null ? "" : merge.group(2);
        String key = merge.group(3);
        List<String> keyColumns = key == null ? List.of() : List.of(key.strip().split("\\s*,\\s*"));
        return tree("insert into " + merge.group(1) + columns + " " + merge.group(4))
                .map(tree -> new Parsed(tree, Optional.of(keyColumns)));
    }

    private static Optional<Statement> tree(String sql) {
        Optional<Statement> simple = tree(sql, false);
        return simple.isPresent() ? simple : tree(sql, true);
    }

    private static Optional<Statement> tree(String sql, boolean complex) {
        try {
            CCJSqlParser parser = new CCJSqlParser(new StringProvider(sql))
                    .withAllowComplexParsing(complex)
                    .withSquareBracketQuotation(false);
            Statement tree = parser.Statement();
            // it stops after the first of several statements
            return parser.getNextToken().kind == CCJSqlParserConstants.EOF ? Optional.of(tree) : Optional.empty();
        } catch (ParseException | TokenMgrException | IllegalArgumentException | StackOverflowError unknown) {
            return Optional.empty();
        }
    }
}
