package io.sixgrid.maps.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One connected display: a bounded queue of frames and a socket that is written only when it takes bytes, so nobody ever
 * waits for it. Safe for use by several threads: the stream offers, the container writes on.
 *
 * <p>A display that does not keep up until its bound is cut. Its browser connects again with the last number it read,
 * and gets the present state of what it missed once, which is less than every step between.
 */
final class Display implements WriteListener {
    private final LiveFilter filter;
    private final int boundBytes;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final Deque<Frame> queue = new ArrayDeque<>();
    private @Nullable ServletOutputStream out;
    private long queuedBytes;
    private long seen;
    private boolean begun;
    private boolean writable;
    private boolean unflushed;

    Display(LiveFilter filter, int boundBytes) {
        this.filter = filter;
        this.boundBytes = boundBytes;
    }

    LiveFilter filter() {
        return filter;
    }

    /** Completes when the display has gone, for whatever reason. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    /** Puts {@code first} before whatever was offered since it joined, and lets it flow. */
    synchronized void begin(List<Frame> first) {
        List<Frame> held = List.copyOf(queue);
        queue.clear();
        queuedBytes = 0;
        // Nothing was written yet, so nothing that was held has been seen.
        seen = 0;
        first.forEach(this::add);
        held.stream().filter(frame -> frame.seq() > seen).forEach(this::add);
        begun = true;
        pump();
    }

    /** The container may write to {@code stream} from now on; it says when by {@link #onWritePossible}. */
    void open(ServletOutputStream stream) {
        synchronized (this) {
            out = stream;
        }
        stream.setWriteListener(this);
    }

    /** Queues news; what it has seen already is left out. */
    synchronized void offer(Frame frame) {
        if (!begun || frame.seq() > seen) {
            add(frame);
            pump();
        }
    }

    /** Queues a heartbeat, unless news wait anyway. */
    synchronized void beat(Frame frame) {
        if (begun && queue.isEmpty() && frame.seq() >= seen) {
            add(frame);
            pump();
        }
    }

    /** Ends the stream; what waits is not written. */
    void end() {
        synchronized (this) {
            queue.clear();
            queuedBytes = 0;
        }
        gone.complete(null);
    }

    @Override
    public synchronized void onWritePossible() {
        writable = true;
        pump();
    }

    @Override
    public void onError(Throwable failure) {
        // The other side went away: nothing to report, it will be back or not.
        end();
    }

    private void add(Frame frame) {
        queue.add(frame);
        queuedBytes += frame.bytes().length;
        seen = Math.max(seen, frame.seq());
        if (queuedBytes > boundBytes && queue.size() > 1) {
            end();
        }
    }

    private void pump() {
        ServletOutputStream stream = out;
        if (stream == null || !begun || !writable || gone.isDone()) {
            return;
        }
        try {
            // isReady() that answers false makes the container call onWritePossible later.
            while ((!queue.isEmpty() || unflushed) && stream.isReady()) {
                Frame next = queue.poll();
                if (next == null) {
                    unflushed = false;
                    stream.flush();
                } else {
                    queuedBytes -= next.bytes().length;
                    unflushed = true;
                    stream.write(next.bytes());
                }
            }
        } catch (IOException e) {
            end();
        }
    }
}
