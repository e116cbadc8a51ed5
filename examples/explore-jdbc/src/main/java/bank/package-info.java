/** A bank on plain JDBC: accounts as rows, each deed once as it is often written, and once as it should be. */
@NullMarked
package bank;

import org.jspecify.annotations.NullMarked;
