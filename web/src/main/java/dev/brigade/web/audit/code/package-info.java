/**
 * Reads the class files of an application: which field and which captured variable is used where, and which locks are held
 * there. Enters: class files; leaves: facts, without a verdict. Nothing of the application is run.
 */
@NullMarked
package dev.brigade.web.audit.code;

import org.jspecify.annotations.NullMarked;
