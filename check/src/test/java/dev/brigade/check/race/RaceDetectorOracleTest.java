package dev.brigade.check.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.race.Oracle.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The detector against the definition, over random runs. Each access has a site of its own, so that races can be told apart. */
class RaceDetectorOracleTest {
    private static final int RUNS = 20_000;

    /** One for all runs, as in an exploration. */
    private final RaceDetector detector = new RaceDetector();

    private int runsWithRaces;
    private int runsWithout;

    @Test
    void the_first_race_of_each_place_is_found_and_whatever_is_reported_is_a_race() {
        for (int seed = 0; seed < RUNS; seed++) {
            compare(seed);
        }

        assertThat(runsWithRaces).isGreaterThan(RUNS / 10);
        assertThat(runsWithout).isGreaterThan(RUNS / 10);
    }

    private void compare(int seed) {
        Random random = new Random(seed);
        int threads = 2 + random.nextInt(4);
        int objects = 1 + random.nextInt(3);
        int locks = 1 + random.nextInt(3);
        int steps = 5 + random.nextInt(80);
        int shareOfAccesses = 30 + random.nextInt(60);
        int shareOfWrites = 10 + random.nextInt(60);
        int shareOfLocked = random.nextInt(110);
        Object[] owners = new Object[objects];
        Object[] syncs = new Object[locks];
        for (int i = 0; i < objects; i++) {
            owners[i] = i == 2
                    ? new Object()
                    : List.of(); // one and the same object, or equal to others: fields differ then
        }
        for (int i = 0; i < locks; i++) {
            syncs[i] = new Object();
        }
        Oracle oracle = new Oracle(threads);
        detector.begin();
        for (int step = 0; step < steps; step++) {
            int thread = random.nextInt(threads);
            if (random.nextInt(100) < shareOfAccesses) {
                Place place = new Place(random.nextInt(objects), random.nextInt(2));
                boolean writes = random.nextInt(100) < shareOfWrites;
                boolean locked = random.nextInt(100) < shareOfLocked;
                int lock = place.field() % locks;
                if (locked) {
                    oracle.acquire(thread, lock);
                    detector.acquire(thread, syncs[lock]);
                }
                oracle.access(thread, place, step, writes);
                Object field = place.object() + "." + place.field();
                if (writes) {
                    detector.write(thread, owners[place.object()], field, step);
                } else {
                    detector.read(thread, owners[place.object()], field, step);
                }
                if (locked) {
                    oracle.release(thread, lock);
                    detector.release(thread, syncs[lock]);
                }
            } else {
                order(random, thread, random.nextInt(threads), random.nextInt(locks), oracle, syncs);
            }
        }
        check(seed, oracle);
    }

    private void order(Random random, int thread, int other, int lock, Oracle oracle, Object[] syncs) {
        switch (random.nextInt(8)) {
            case 0 -> {
                oracle.fork(thread, other);
                detector.fork(thread, other);
            }
            case 1 -> {
                oracle.join(thread, other);
                detector.join(thread, other);
            }
            case 2, 3, 4 -> {
                oracle.acquire(thread, lock);
                detector.acquire(thread, syncs[lock]);
            }
            default -> {
                oracle.release(thread, lock);
                detector.release(thread, syncs[lock]);
            }
        }
    }

    private void check(int seed, Oracle oracle) {
        List<Race> found = detector.races();
        assertThat(oracle.races().stream().map(RaceDetectorOracleTest::sites))
                .as("what is reported with seed %d is a race", seed)
                .containsAll(found.stream().map(RaceDetectorOracleTest::sites).toList());
        assertThat(firstOfEachPlace(found))
                .as("places with races, and where the first one is, with seed %d", seed)
                .isEqualTo(firstOfEachPlace(oracle.races()));
        if (found.isEmpty()) {
            runsWithout++;
        } else {
            runsWithRaces++;
        }
    }

    private static List<Object> sites(Race race) {
        return List.of(
                race.firstThread(),
                race.firstSite(),
                race.firstWrites(),
                race.secondThread(),
                race.secondSite(),
                race.secondWrites());
    }

    private static Map<Object, Integer> firstOfEachPlace(List<Race> races) {
        Map<Object, Integer> first = new LinkedHashMap<>();
        for (Race race : races) {
            Object place = race.field() instanceof Place(int object, int field) ? object + "." + field : race.field();
            first.putIfAbsent(place, race.secondSite());
        }
        return first;
    }
}
