package dev.brigade.web.metering;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How many requests may run, do so, and have found no place.
 *
 * @param most how many may run at once
 * @param running how many do
 * @param waiting how many wait for a place
 * @param refusedFull how many were refused since the start because as many waited as may
 * @param refusedLate how many were refused since the start because they had waited as long as one may
 */
public record PlaceFigures(
        int most, IntSupplier running, IntSupplier waiting, LongSupplier refusedFull, LongSupplier refusedLate) {}
