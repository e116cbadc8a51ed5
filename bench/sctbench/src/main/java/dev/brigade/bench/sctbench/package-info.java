/**
 * The programs of SCTBench, with their threads, for whoever explores them. Leaves: for each, what its threads share and what each of
 * them does.
 */
package dev.brigade.bench.sctbench;
