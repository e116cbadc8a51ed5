package dev.brigade.check.race;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A hash table from (owner by identity, field by equality) to a cell, made for many short runs: to clear it costs as much as the
 * last run put in, and the next one allocates nothing.
 */
final class Cells<C extends Cell> {
    private static final int SMALLEST = 64;

    /** A run that had more than this doesn't leave its memory to the others. */
    private static final int KEPT = 1 << 16;

    private final Supplier<C> maker;
    private final List<C> cells = new ArrayList<>();
    private int used;
    private @Nullable Cell[] table = new @Nullable Cell[SMALLEST];

    Cells(Supplier<C> maker) {
        this.maker = maker;
    }

    /** The cell of that place, or null if none was made in this run. */
    @Nullable
    C find(@Nullable Object owner, Object field) {
        return at(slotOf(owner, field, hash(owner, field)));
    }

    /** The cell of that place, an empty one if there was none. */
    C get(@Nullable Object owner, Object field) {
        int hash = hash(owner, field);
        int slot = slotOf(owner, field, hash);
        C known = at(slot);
        return known != null ? known : put(owner, field, hash, slot);
    }

    void clear() {
        if (used > KEPT) {
            cells.clear();
            table = new @Nullable Cell[SMALLEST];
        } else {
            for (int i = 0; i < used; i++) {
                Cell cell = cells.get(i);
                table[cell.slot] = null;
                cell.empty();
            }
        }
        used = 0;
    }

    private C put(@Nullable Object owner, Object field, int hash, int slot) {
        if (used == cells.size()) {
            cells.add(maker.get());
        }
        C cell = cells.get(used++);
        cell.owner = owner;
        cell.field = field;
        cell.hash = hash;
        cell.slot = slot;
        table[slot] = cell;
        if (used > table.length / 2) {
            grow();
        }
        return cell;
    }

    private void grow() {
        table = new @Nullable Cell[2 * table.length];
        int mask = table.length - 1;
        for (int i = 0; i < used; i++) {
            Cell cell = cells.get(i);
            int slot = cell.hash & mask;
            while (table[slot] != null) {
                slot = slot + 1 & mask;
            }
            cell.slot = slot;
            table[slot] = cell;
        }
    }

    /** Where that place is, or else would be put: the table is never full. */
    private int slotOf(@Nullable Object owner, Object field, int hash) {
        int mask = table.length - 1;
        int slot = hash & mask;
        for (Cell cell = table[slot]; cell != null && !cell.isOf(owner, field); cell = table[slot]) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    @SuppressWarnings("unchecked") // only put writes into the table
    private @Nullable C at(int slot) {
        return (C) table[slot];
    }

    private static int hash(@Nullable Object owner, Object field) {
        int hash = System.identityHashCode(owner) + 31 * field.hashCode();
        hash *= 0x9E3779B9; // neighbours in an array differ in the low bits only: spread them
        return hash ^ hash >>> 16;
    }
}
