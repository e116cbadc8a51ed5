/** Code as an application has it, outside of Brigade's packages, so that its lines are told. */
@NullMarked
package orders;

import org.jspecify.annotations.NullMarked;
