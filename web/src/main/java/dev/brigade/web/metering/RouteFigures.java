package dev.brigade.web.metering;

import java.util.function.LongSupplier;

/**
 * What the requests of a route did since the start.
 *
 * @param path as it was declared: {@code /orders/{id}}
 * @param conflicts runs that met a conflict, after each of which another followed
 * @param guesses whether they may be guessed to consist of one statement
 * @param rightGuesses requests that did
 * @param wrongGuesses requests that did not, and ran again for that
 */
public record RouteFigures(
        String method,
        String path,
        LongSupplier conflicts,
        boolean guesses,
        LongSupplier rightGuesses,
        LongSupplier wrongGuesses) {}
