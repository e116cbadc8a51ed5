package dev.brigade.check.schedule;

import java.util.List;

/**
 * Nobody can go on, or only those who go round and round: then time passes, to the next plan that comes due or to a deadline that
 * somebody asks for; and if the explored threads wait for each other, that is noted. Confined to the carrier.
 */
final class Standstill {
    private final Ready ready;
    private final VirtualTime time;
    private final ClockWaits clock;
    private final Background background;
    private final Outsiders outsiders;
    private final Stall stall;

    Standstill(
            Ready ready, VirtualTime time, ClockWaits clock, Background background, Outsiders outsiders, Stall stall) {
        this.ready = ready;
        this.time = time;
        this.clock = clock;
        this.background = background;
        this.outsiders = outsiders;
        this.stall = stall;
    }

    /** Nobody can go on. Returns whether time has passed, or a database has ended a wait. */
    boolean ends() {
        if (!background.letsTimePass()) {
            return false;
        }
        if (!outsiders.breaksUpInTime()) {
            if (!background.isOver()) {
                noteStall(List.of());
            }
            advance();
        }
        return true;
    }

    /** Nobody can go on but those who go round and round: if time is what they wait for, it passes. */
    void letTimePass() {
        List<Task> asking = ready.askingTime();
        boolean passes = background.letsTimePass();
        if (asking.isEmpty() && !passes) {
            return;
        }
        if (asking.isEmpty() && ready.areGrantedMore()) {
            return;
        }
        List<Task> spinning = ready.possible();
        ready.arePatientAgain();
        if (passes && outsiders.breaksUpInTime()) {
            return;
        }
        if (asking.isEmpty() || clock.isLong()) {
            noteStall(spinning);
        }
        if (asking.isEmpty()) {
            advance();
        } else {
            clock.pass();
        }
    }

    private void noteStall(List<Task> asking) {
        if (background.isExploring()) {
            stall.note(asking);
        }
    }

    private void advance() {
        background.timePasses();
        time.advance();
    }
}
