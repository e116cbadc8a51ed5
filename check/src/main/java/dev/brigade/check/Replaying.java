package dev.brigade.check;

import java.util.Optional;

/** Whether explorations of this thread run one schedule again instead of exploring. Confined to the thread. */
final class Replaying {
    private static final ScopedValue<String> SCHEDULE = ScopedValue.newInstance();

    private Replaying() {}

    static void run(String schedule, Explore.Code test) {
        ScopedValue.where(SCHEDULE, schedule).run(() -> {
            try {
                Throwing.run(test);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("What explores has failed: " + e, e);
            }
        });
    }

    /** The schedule to be run again. */
    static Optional<String> schedule() {
        return SCHEDULE.isBound() ? Optional.of(SCHEDULE.get()) : Optional.empty();
    }
}
