/**
 * What a module of Brigade that works beside the requests, such as durable jobs, and the application that it works for
 * need of each other. Enters: what the module has to run. Leaves: when to start and to stop, and how work is run: with an
 * activity, a connection and a transaction of its own. No application needs to know this package.
 */
@NullMarked
package dev.brigade.web.background;

import org.jspecify.annotations.NullMarked;
