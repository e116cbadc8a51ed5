package dev.brigade.web.audit;

import dev.brigade.web.audit.code.HandedOver;
import java.util.Optional;

/**
 * Something that several threads will use: a handler, a filter, a consumer.
 *
 * @param name for people: {@code POST /orders}
 * @param handedOver where, if it is known
 */
public record Root(String name, Object object, Optional<HandedOver> handedOver) {}
