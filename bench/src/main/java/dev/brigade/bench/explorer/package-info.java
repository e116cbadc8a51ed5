/**
 * What the explorer achieves: schedules a second, and how soon it finds the bugs of SCTBench beside Lincheck. Enters: options. Leaves:
 * figures. What is explored lives in {@link dev.brigade.bench.explorer.subjects}, and runs in processes of its own.
 */
@NullMarked
package dev.brigade.bench.explorer;

import org.jspecify.annotations.NullMarked;
