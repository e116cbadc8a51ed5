/**
 * The live page: its routes, who may see it, what may be done there. In come requests, below where it is mounted, and what
 * the application's recorder, guard and databases know; out go a page, its state as JSON, server-sent events and downloads.
 */
@NullMarked
package dev.brigade.live;

import org.jspecify.annotations.NullMarked;
