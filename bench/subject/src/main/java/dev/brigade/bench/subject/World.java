package dev.brigade.bench.subject;

import java.util.concurrent.ThreadLocalRandom;

/** A row of the table that the servers read and change, and what they answer as JSON. */
public record World(int id, int randomNumber) {
    /** Rows are numbered from 1 to this. */
    public static final int ROWS = 10_000;

    /** Takes an id. */
    public static final String SELECT = "select id, randomnumber from world where id = ?";

    /** Takes a number and an id. */
    public static final String UPDATE = "update world set randomnumber = ? where id = ?";

    /** The same row with another number, which is not in the database yet. */
    public World changed() {
        return new World(id, ThreadLocalRandom.current().nextInt(1, ROWS + 1));
    }
}
