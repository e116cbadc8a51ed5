/**
 * What the interfaces of {@code java.util.concurrent} promise, held against everything here that implements them: one suite for
 * each interface, run for each implementation. Written from the interfaces' documentation.
 */
@NullMarked
package dev.brigade.threads.contract;

import org.jspecify.annotations.NullMarked;
