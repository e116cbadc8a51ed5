package dev.brigade.data;

/** What a transaction asked of its connection. */
public enum Usage {
    /** No statement ran. */
    NOTHING,
    /** One statement ran, and nothing else was asked that would need a transaction around it. */
    ONE_STATEMENT,
    /** Several statements, savepoints, a cursor, or calls whose inside can't be seen. */
    MORE
}
