package io.sixgrid.geo.kill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between two processes: it can be cut, and it can stand still. Steered by one thread. */
final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final int port = Ports.free();
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket listening;
    private final Set<Socket> abandoned = ConcurrentHashMap.newKeySet();
    private boolean stalled;

    /** Forwards at once. */
    TcpProxy(int target) {
        this.target = target;
        listening = listen();
    }

    /** Where to connect instead of to the target. */
    int port() {
        return port;
    }

    /** Closes all connections and refuses new ones. */
    void cut() {
        close();
    }

    /** Forwards nothing any more; connections stay open and new ones are accepted. */
    synchronized void stall() {
        stalled = true;
    }

    /** Forgets the connections there are without a word to either end, as a router does that starts anew. */
    void abandon() {
        abandoned.addAll(sockets);
    }

    /** Forwards again, what stood still included. */
    synchronized void heal() {
        stalled = false;
        notifyAll();
        if (listening.isClosed()) {
            listening = listen();
        }
    }

    @Override
    public void close() {
        quietly(listening);
        sockets.forEach(TcpProxy::quietly);
        sockets.clear();
    }

    private ServerSocket listen() {
        try {
            ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            thread(() -> accept(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket near = from.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                sockets.add(near);
                sockets.add(far);
                thread(() -> forward(near, far));
                thread(() -> forward(far, near));
            } catch (IOException e) {
                // Cut, or the target is away: whoever connects sees the same as without us.
            }
        }
    }

    private void forward(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitFlow(from);
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side ended; the other is closed too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitFlow(Socket from) throws InterruptedException {
        while ((stalled || abandoned.contains(from)) && !from.isClosed()) {
            wait(100);
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is closed already.
        }
    }
}
