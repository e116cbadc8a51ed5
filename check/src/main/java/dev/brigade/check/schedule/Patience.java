package dev.brigade.check.schedule;

/**
 * How long a thread may go on without changing anything before it seems to go round and round, and to wait for what others change: then
 * these go first, and if there are none, time passes.
 *
 * <p>Who reads much, or asks for the time often, goes on as long and waits for nobody. So in a serial run threads are given much more,
 * else one would not come after the other; and what somebody has needed there who then got on by itself, all are given in the runs
 * after {@link #learn}. Confined to the carrier.
 */
final class Patience {
    /** So many steps that change nothing may a thread make, if nobody is known to need more. */
    private static final int STEPS = 100;
    /** So often may it ask for the time between two steps. A statement asks a handful. */
    private static final int QUESTIONS = 64;
    /** So much more do all threads of a serial run get together, in steps and questions; who needs it for nothing, uses it up. */
    private static final int MORE_IN_SERIAL_RUNS = 10_000;
    /** And in any other run, before time passes for those who wait until it is over. */
    private static final int MORE_BEFORE_TIME_PASSES = 1_000;
    /** Who says that others may go first has used up so much. */
    private static final int OF_YIELD = 10;
    /** On another way through the same code somebody may need more than was seen. */
    private static final int MARGIN = 2;

    private int steps = STEPS;
    private int questions = QUESTIONS;
    private int yields;

    private int mostSteps;
    private int mostQuestions;
    private int mostYields;

    private boolean serial;
    private int more;

    /** A new run begins. */
    void begin(boolean isSerial) {
        serial = isSerial;
        more = isSerial ? MORE_IN_SERIAL_RUNS : MORE_BEFORE_TIME_PASSES;
    }

    /** From the next run on threads are given what was needed until now. Not between runs of which one shall repeat another. */
    void learn() {
        steps = Math.max(steps, MARGIN * mostSteps);
        questions = Math.max(questions, MARGIN * mostQuestions);
        yields = Math.max(yields, MARGIN * mostYields);
    }

    /** Something has changed: {@code task} has all its patience. */
    void renew(Task task) {
        task.patience = steps;
        task.tries = 0;
        task.yields = 0;
        task.granted = 0;
        task.asksTime = false;
    }

    /** {@code task} makes a step that changes nothing. */
    void tries(Task task) {
        asked(task);
        task.tries++;
        if (--task.patience == 0 && serial) {
            grant(task, steps);
        }
    }

    /** {@code task} changes something, or has ended: what it has needed until now was not for nothing. */
    void getsOn(Task task) {
        asked(task);
        if (serial) {
            mostSteps = Math.max(mostSteps, task.tries);
            mostYields = Math.max(mostYields, task.yields);
        }
        more += task.granted;
        renew(task);
    }

    /** {@code task} says that others may go first. */
    void yields(Task task) {
        task.yields++;
        if (task.yields > yields && !(serial && takes(task, OF_YIELD))) {
            task.patience = 0;
        }
    }

    /** {@code task} asks for the time. Returns whether it has done so often enough to wait. */
    boolean asks(Task task) {
        task.asksTime = true;
        task.questions++;
        return task.questions >= questions && !(serial && takes(task, 1));
    }

    /** It makes a step, so it has not asked for nothing. */
    private void asked(Task task) {
        if (serial) {
            mostQuestions = Math.max(mostQuestions, task.questions);
        }
        task.questions = 0;
    }

    /** Time is about to pass, since {@code task} seems to go round and round. Returns whether it gets more patience first. */
    boolean isGrantedMore(Task task) {
        return task.patience <= 0 && task.yields <= yields && grant(task, steps);
    }

    private boolean grant(Task task, int most) {
        int granted = Math.min(most, more);
        if (granted > 0 && takes(task, granted)) {
            task.patience = granted;
            return true;
        }
        return false;
    }

    private boolean takes(Task task, int units) {
        if (more < units) {
            return false;
        }
        more -= units;
        task.granted += units;
        return true;
    }
}
