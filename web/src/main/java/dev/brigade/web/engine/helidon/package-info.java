/**
 * HTTP/1.1 and HTTP/1.0 on Helidon WebServer's listener, sockets and header parser. Nothing but the engine's contract
 * leaves this package, and nothing else of the framework enters it.
 *
 * <p>Helidon accepts, limits the number of connections and gives each a virtual thread. From the first byte on a
 * connection belongs to {@code Connection}, because Helidon's own HTTP/1 connection waits for slow clients without end,
 * ignores {@code Connection: close} and does not speak HTTP/1.0.
 */
@NullMarked
package dev.brigade.web.engine.helidon;

import org.jspecify.annotations.NullMarked;
