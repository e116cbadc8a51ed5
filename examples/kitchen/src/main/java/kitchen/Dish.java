package kitchen;

/** A dish and how many portions of it are left. */
public record Dish(String dish, int portions) {}
