package dev.brigade.check.suite.jvm.programs;

/** Two doctors, of whom one at least must be on call. */
public final class OnCall {
    private OnCall() {}

    /** Each doctor's entry has its own lock: both go, each trusting in the other. */
    public static final class Broken {
        private final Doctor alice = new Doctor();
        private final Doctor bob = new Doctor();

        public boolean aliceLeaves() {
            return leave(alice, bob);
        }

        public boolean bobLeaves() {
            return leave(bob, alice);
        }

        private static boolean leave(Doctor doctor, Doctor other) {
            if (!other.isOnCall()) {
                return false;
            }
            doctor.leave();
            return true;
        }
    }

    /** Looks and leaves under one lock. */
    public static final class Fixed {
        private final Doctor alice = new Doctor();
        private final Doctor bob = new Doctor();

        public synchronized boolean aliceLeaves() {
            return leave(alice, bob);
        }

        public synchronized boolean bobLeaves() {
            return leave(bob, alice);
        }

        private static boolean leave(Doctor doctor, Doctor other) {
            if (!other.isOnCall()) {
                return false;
            }
            doctor.leave();
            return true;
        }
    }

    private static final class Doctor {
        private boolean onCall = true;

        synchronized boolean isOnCall() {
            return onCall;
        }

        synchronized void leave() {
            onCall = false;
        }
    }
}
