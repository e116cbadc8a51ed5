/**
 * What a person reads: findings and certificates as text, as HTML, and as a file that replays; why something could not be explored. Enters: {@link Finding}. Leaves:
 * text. Knows nothing of how a finding was found.
 */
@NullMarked
package dev.brigade.check.report;

import org.jspecify.annotations.NullMarked;
