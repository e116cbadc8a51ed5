/** An application outside of Brigade's packages, so that the guard names its lines. */
@NullMarked
package guarded;

import org.jspecify.annotations.NullMarked;
