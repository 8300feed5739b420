package io.sixgrid.geo.kill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that stay free while who listens on them is away. */
final class Ports {
    /** Below those that the system gives to clients: a port of those may be some connection's when a server returns. */
    private static final int FIRST = 15_000;

    private static final int END = 32_000;

    private Ports() {}

    /** A port on loopback that nobody uses now. */
    static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // It is taken, so the next one is tried.
            }
        }
    }
}
