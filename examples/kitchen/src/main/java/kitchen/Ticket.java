package kitchen;

/** A slip of paper at the pass: cook this order. */
public record Ticket(long order) {}
