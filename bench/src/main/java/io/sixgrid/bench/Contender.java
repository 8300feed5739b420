package io.sixgrid.bench;

/** Who takes the messages of a run: the product, or the floor that it is held against. A process of its own. */
interface Contender extends AutoCloseable {
    String name();

    long pid();

    /** Where publishers connect, which is its own broker or the one beside it. */
    int mqttPort();

    @Override
    void close();
}
