/**
 * Who runs ({@link dev.brigade.threads.Activity}), where threads meet ({@link dev.brigade.threads.MeetingPoint}) and what
 * is remembered of it ({@link dev.brigade.threads.Recorder}). Knows nothing of HTTP or databases; those announce their
 * own meeting points here.
 */
@NullMarked
package dev.brigade.threads;

import org.jspecify.annotations.NullMarked;
