/**
 * A load generator for HTTP/1.1: small, so that nothing needs to be installed, and always the same, so that figures
 * compare. Runs in a process of its own. Enters: a request with the answer that it must get. Leaves: how many were
 * answered, and how fast.
 */
@NullMarked
package dev.brigade.bench.load;

import org.jspecify.annotations.NullMarked;
