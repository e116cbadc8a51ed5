/**
 * Figures for people and for programs. Enters: what was measured in each round. Leaves: a table, and a file of JSON. Knows
 * nothing of how it was measured.
 */
@NullMarked
package dev.brigade.bench.report;

import org.jspecify.annotations.NullMarked;
