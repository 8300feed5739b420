package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a port can be listened on, asked before anything that takes long. */
final class Listening {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    private Listening() {}

    /**
     * Refuses a port that is taken or an address that is not this machine's; port 0 is always free.
     *
     * @param what   is to be served there
     * @param option by which another port is chosen
     */
    static void requireFree(String what, String host, int port, String option) {
        if (port == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            LOG.debug("{} is free for {}", probe, what);
        } catch (IOException e) {
            throw SixgridException.unavailable(
                    "cannot serve " + what + " on " + host + ":" + port
                            + "; another program may use the port: choose one with " + option,
                    e);
        }
    }
}
