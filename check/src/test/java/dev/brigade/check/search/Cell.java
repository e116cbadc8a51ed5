package dev.brigade.check.search;

import dev.brigade.check.schedule.Operation;
import dev.brigade.check.schedule.Scheduler;

/** A number that threads share, with a point before each access. */
final class Cell {
    private final Scheduler scheduler;
    private final String name;
    private int value;

    Cell(Scheduler scheduler, String name) {
        this.scheduler = scheduler;
        this.name = name;
    }

    int read() {
        scheduler.point(new Access(this, false));
        return value;
    }

    void write(int newValue) {
        scheduler.point(new Access(this, true));
        value = newValue;
    }

    private record Access(Cell cell, boolean changes) implements Operation {
        @Override
        public boolean conflictsWith(Operation other) {
            return other instanceof Access that && that.cell == cell && (changes || that.changes);
        }

        @Override
        public String subject() {
            return cell.name;
        }

        @Override
        public String text() {
            return (changes ? "writes " : "reads ") + cell.name;
        }
    }
}
