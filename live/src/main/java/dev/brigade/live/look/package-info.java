/**
 * What an application's threads do at one moment: in comes what the recorder, the guard and the databases know, out go
 * {@link dev.brigade.live.look.Frame}s, immutable and for people. Knows nothing of JSON or of browsers.
 */
@NullMarked
package dev.brigade.live.look;

import org.jspecify.annotations.NullMarked;
