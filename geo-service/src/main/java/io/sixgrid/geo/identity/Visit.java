package io.sixgrid.geo.identity;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the guard looks at of a request.
 *
 * @param remote  the address of the other end of the connection; what a proxy says of others is not trusted
 * @param proxied whether it carries a header by which a proxy tells of others
 * @param host    the Host header
 * @param origin  the Origin header, which browsers send with whatever changes something
 * @param bearer  the token of the Authorization header
 * @param session the session cookie
 */
public record Visit(
        String method,
        String path,
        String remote,
        boolean proxied,
        Optional<String> host,
        Optional<String> origin,
        Optional<String> bearer,
        Optional<String> session) {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    boolean changes() {
        return !READING.contains(method);
    }

    /** Whether it comes from this machine. */
    boolean fromLoopback() {
        return isLoopback(remote);
    }

    /**
     * Whether it asked for this machine by a name of this machine. A page elsewhere whose name is made to point here
     * (DNS rebinding) still sends its own name.
     */
    boolean forLocalName() {
        return host.map(Visit::withoutPort)
                .filter(name -> name.equals("localhost") || name.endsWith(".localhost") || isLoopback(name))
                .isPresent();
    }

    /** Whether it was sent by a page of this very host. */
    boolean sameOrigin() {
        return origin.isPresent() && host.isPresent() && authority(origin.get()).equals(Optional.of(host.get()));
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isLoopback(String address) {
        // Only what is an address already: a name would be looked up in DNS.
        if (!address.matches("[0-9.]+|\\[?[0-9a-fA-F:.%]*:[0-9a-zA-Z:.%]*]?")) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
