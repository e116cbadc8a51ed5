/**
 * What is remembered, for other tools: as a trace that Perfetto shows, and as events of the JDK's flight recorder. In come
 * the recorder's events, out go files.
 */
@NullMarked
package dev.brigade.live.trace;

import org.jspecify.annotations.NullMarked;
