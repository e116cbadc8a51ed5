/** A theatre that sells its seats, on Spring Boot: one service, each way of selling a transaction of its own. */
@NullMarked
package theatre;

import org.jspecify.annotations.NullMarked;
