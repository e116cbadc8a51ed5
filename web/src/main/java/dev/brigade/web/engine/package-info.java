/**
 * What an HTTP engine is to Brigade: it accepts connections within limits and deadlines and hands over one
 * {@link dev.brigade.web.engine.Exchange} for each request. Knows nothing of routes or applications.
 */
@NullMarked
package dev.brigade.web.engine;

import org.jspecify.annotations.NullMarked;
