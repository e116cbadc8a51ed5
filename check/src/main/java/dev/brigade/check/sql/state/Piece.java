package dev.brigade.check.sql.state;

import dev.brigade.check.sql.state.GeneratedKeys.Generated;

/** A piece of a text. */
sealed interface Piece {

    /** Stays as it is. */
    record Plain(String text) implements Piece {}

    /** Is a generated key. */
    record Mention(Generated key) implements Piece {}
}
