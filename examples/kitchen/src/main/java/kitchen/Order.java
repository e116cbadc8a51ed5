package kitchen;

/** What was ordered and how far it is. */
public record Order(long id, String dish, int portions, State state) {
    /** How far an order is. */
    public enum State {
        waiting,
        cooking,
        served
    }
}
