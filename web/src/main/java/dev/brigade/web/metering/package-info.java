/**
 * What a module of Brigade that measures, such as metrics, and the application that it measures need of each other. Enters: who wants
 * to hear of each request. Leaves: the figures that the application has anyway, to be read when somebody asks. No application
 * needs to know this package.
 */
@NullMarked
package dev.brigade.web.metering;

import org.jspecify.annotations.NullMarked;
