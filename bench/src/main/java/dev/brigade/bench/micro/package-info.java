/** Runs methods that JMH measures. Enters: a class and how long. Leaves: the times of each method, round by round. */
@NullMarked
package dev.brigade.bench.micro;

import org.jspecify.annotations.NullMarked;
