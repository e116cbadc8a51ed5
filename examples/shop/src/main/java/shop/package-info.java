/**
 * A shop as a course in thread safety. Each lesson is a class: the request as it is often written, under {@code /naive}, and the same as it
 * should be.
 */
@NullMarked
package shop;

import org.jspecify.annotations.NullMarked;
