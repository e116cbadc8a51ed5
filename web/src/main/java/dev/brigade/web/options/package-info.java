/**
 * What an operator or an application can set about an application as a whole, or about many routes at once. Enters:
 * settings. Leaves: checked values.
 */
@NullMarked
package dev.brigade.web.options;

import org.jspecify.annotations.NullMarked;
