/**
 * The programs of SCTBench (Thomson, Donaldson, Betts, "Concurrency testing using controlled schedulers", TOPC 2016) for the JVM,
 * written anew from their descriptions. As in the benchmark they assert something, and a bug is an assertion that fails or a
 * deadlock. Each has one method for each kind of thread; who explores it says how many there are of each.
 */
package dev.brigade.bench.sctbench.programs;
