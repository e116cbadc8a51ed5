/**
 * HTTP/1.1 and HTTP/1.0 on Helidon's sockets, buffers and header parser. Nothing but the engine's contract leaves this
 * package, and nothing else of the framework enters it.
 *
 * <p>Helidon's own listener is not used, since it stops for good at the first connection that it can't accept, nor its
 * HTTP/1 connection, which waits for slow clients without end, ignores {@code Connection: close} and does not speak
 * HTTP/1.0.
 */
@NullMarked
package dev.brigade.web.engine.helidon;

import org.jspecify.annotations.NullMarked;
