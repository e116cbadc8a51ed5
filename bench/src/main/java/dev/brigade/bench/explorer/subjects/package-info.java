/** What is explored to measure how fast: code that is right, so that the explorer has to run all schedules of it. */
@NullMarked
package dev.brigade.bench.explorer.subjects;

import org.jspecify.annotations.NullMarked;
