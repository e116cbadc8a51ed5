/**
 * Who runs ({@link dev.brigade.threads.Activity}), where threads meet ({@link dev.brigade.threads.MeetingPoint}) and what
 * is remembered of it ({@link dev.brigade.threads.Recorder}). What threads share has a name: {@link
 * dev.brigade.threads.NamedLock}, {@link dev.brigade.threads.NamedReadWriteLock}, {@link dev.brigade.threads.KeyedLocks},
 * {@link dev.brigade.threads.NamedCondition}, {@link dev.brigade.threads.NamedSemaphore}, {@link
 * dev.brigade.threads.BoundedQueue}, {@link dev.brigade.threads.Shared}. Knows nothing of HTTP or databases; those announce their own meeting points
 * here, as {@code MeetingPoint} describes it.
 */
@NullMarked
package dev.brigade.threads;

import org.jspecify.annotations.NullMarked;
