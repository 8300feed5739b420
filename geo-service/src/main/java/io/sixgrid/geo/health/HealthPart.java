package io.sixgrid.geo.health;

import java.util.function.Supplier;

/**
 * One part of the service that must work for the whole to be ready.
 *
 * @param name  as {@code /health} names it
 * @param state asked with each request, from any thread; whatever it throws means not ready
 */
public record HealthPart(String name, Supplier<State> state) {
    /**
     * How a part is.
     *
     * @param detail one phrase for people, without secrets, names of users and addresses: everybody may read it
     */
    public record State(boolean ready, String detail) {}
}
