@NullMarked
package theatre;

import org.jspecify.annotations.NullMarked;
