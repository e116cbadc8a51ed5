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
                Math.random(),
                new SplittableRandom().nextLong(),
                RandomGenerator.getDefault().nextLong(),
                SECURE.nextLong(),
                SECURE.nextInt(1000));
    }

    /** The same in each thread that draws its first number. */
    public static long ofThread() {
        return ThreadLocalRandom.current().nextLong();
    }
}
