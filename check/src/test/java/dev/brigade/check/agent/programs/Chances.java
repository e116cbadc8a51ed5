package dev.brigade.check.agent.programs;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws random numbers in all ways. */
public final class Chances {
    private static final SecureRandom SECURE = new SecureRandom();
    private static final Random SHARED = new Random();

    private Chances() {}

    public static List<Object> all() {
        List<Integer> cards = new ArrayList<>(IntStream.range(0, 52).boxed().toList());
        Collections.shuffle(cards);
        return List.of(
                cards,
                UUID.randomUUID(),
                UUID.randomUUID(),
                new Random().nextLong(),
                new Random().nextLong(),
                SHARED.nextLong(),
                SHARED.nextInt(1, 1_000_000),
                Math.random(),
                new SplittableRandom().nextLong(),
                RandomGenerator.getDefault().nextLong(),
                SECURE.nextLong(),
                SECURE.nextInt(1000));
    }

    /** What a seed gives, run or not. */
    public static long seeded() {
        return new Random(5).nextLong();
    }

    /** The same in each thread that draws its first number. */
    public static long ofThread() {
        return ThreadLocalRandom.current().nextLong();
    }
}
