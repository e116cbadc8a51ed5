package dev.brigade.check.suite.jvm.programs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Seats that are reserved by name. */
public final class SeatReservation {
    private SeatReservation() {}

    /** Asks whether the seat is free, then takes it: two guests have the same seat. */
    public static final class Broken {
        private final Map<String, String> guests = new ConcurrentHashMap<>();

        public boolean reserve(String seat, String guest) {
            if (guests.containsKey(seat)) {
                return false;
            }
            guests.put(seat, guest);
            return true;
        }
    }

    /** Asks and takes in one call. */
    public static final class Fixed {
        private final Map<String, String> guests = new ConcurrentHashMap<>();

        public boolean reserve(String seat, String guest) {
            return guests.putIfAbsent(seat, guest) == null;
        }
    }
}
