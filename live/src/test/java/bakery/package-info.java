/** An application that is looked at: its package is not Brigade's, so that its lines are shown. */
@org.jspecify.annotations.NullMarked
package bakery;
