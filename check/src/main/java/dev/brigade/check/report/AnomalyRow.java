package dev.brigade.check.report;

import java.time.Duration;
import java.util.Optional;

/**
 * A pattern of wrong code, and what the explorer makes of it.
 *
 * @param pattern what the code does: {@code voucher selected, then updated}
 * @param layer where: {@code field}, {@code collection}, {@code SQL, autocommit}
 * @param expected the name that it should get
 * @param found the name that it got; empty if nothing was found
 * @param schedules how many were run until it was found
 * @param time until then
 * @param twin the certificate of the same code put right; empty if there is none
 */
public record AnomalyRow(
        String pattern,
        String layer,
        Anomaly expected,
        Optional<Anomaly> found,
        int schedules,
        Duration time,
        Optional<Certificate> twin) {

    /** Whether it was found under the name that it should get. */
    public boolean isRight() {
        return found.equals(Optional.of(expected));
    }
}
