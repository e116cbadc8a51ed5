/**
 * Frames on their way to browsers: as JSON, whole or as what has changed, and bounded mailboxes, so that a slow browser slows
 * nobody.
 */
@NullMarked
package dev.brigade.live.wire;

import org.jspecify.annotations.NullMarked;
