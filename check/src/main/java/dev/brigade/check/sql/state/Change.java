package dev.brigade.check.sql.state;

/** What brings a row back. */
sealed interface Change {

    /** Its table. */
    TableSql in();

    /** It was deleted. */
    record Insert(TableSql in, Row row) implements Change {}

    /** It was changed; it had these values, under the same key. */
    record Update(TableSql in, Row row) implements Change {}

    /** It was inserted. */
    record Delete(TableSql in, Row row) implements Change {}

    /** All rows of its table go, since nothing tells them apart; those that were there are inserted. */
    record Clear(TableSql in) implements Change {}
}
