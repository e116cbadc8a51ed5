/**
 * The bugs of SCTBench's programs, looked for by Lincheck. Enters: a program's name and a limit. Leaves: how many invocations it took,
 * and how long. On a class path of its own.
 */
@NullMarked
package dev.brigade.bench.lincheck;

import org.jspecify.annotations.NullMarked;
