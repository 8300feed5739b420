package io.sixgrid.maps.live;

import io.sixgrid.data.alert.Alert;
import io.sixgrid.data.change.Change;
import io.sixgrid.data.incident.Incident;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every display what was committed, in commit order. One thread asks the change table, reads the present state of
 * what was touched once, encodes it once a filter, and hands it to the displays without ever waiting for one. Safe for
 * use by several threads.
 */
public final class LiveStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
    private static final int CHANGES_AT_ONCE = 500;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** Nothing is committed at the moment at which scheduled boundaries come into force: that is looked for so often. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** What {@code hello}, {@code beat} and {@code reload} events carry; {@code seq} is the head of the stream. */
    record Beat(long seq, Instant time, long edition) {}

    private final LiveSource source;
    private final LiveSettings settings;
    private final Clock clock;
    private final Object lock = new Object();
    private final Set<Display> displays = new LinkedHashSet<>();
    private long position = -1;
    private Instant lastBeat = Instant.MIN;
    private Instant lastLook = Instant.MIN;
    private volatile long edition;
    private volatile @Nullable Thread thread;

    public LiveStream(LiveSource source, LiveSettings settings, Clock clock) {
        this.source = source;
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins at the present head of the stream. */
    public void start() {
        edition = source.edition().getAsLong();
        long head = source.changes().number();
        synchronized (lock) {
            position = head;
        }
        Thread started = new Thread(this::run, "live");
        thread = started;
        started.start();
    }

    /** Ends the stream of every display; they connect again when a server answers. */
    @Override
    public void close() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
        present().forEach(Display::end);
    }

    /** How many displays are connected. */
    public int displays() {
        synchronized (lock) {
            return displays.size();
        }
    }

    /** Forgets changes that no display may ask for any more; answers how many. */
    public int trim() {
        return source.changes().trim(settings.keep());
    }

    /** A display to {@link #join}. */
    Display display(LiveFilter filter) {
        return new Display(filter, settings.bounds().queueBytes());
    }

    /** Lets {@code display} take part: from {@code since}, the last number it saw, or from now. */
    void join(Display display, OptionalLong since) {
        CompletableFuture<Void> unused = display.gone().thenRun(() -> leave(display));
        long from;
        synchronized (lock) {
            displays.add(display);
            from = position;
        }
        try {
            display.begin(first(display.filter(), since.orElse(from), from));
        } catch (RuntimeException e) {
            display.end();
            throw e;
        }
        if (thread == null) {
            display.end();
        }
    }

    private void leave(Display display) {
        synchronized (lock) {
            displays.remove(display);
        }
    }

    private List<Frame> first(LiveFilter filter, long since, long from) {
        List<Frame> frames = new ArrayList<>();
        frames.add(Frame.of("hello", since, new Beat(from, clock.instant(), edition)));
        // A number from another server of ours may be ahead of this one, but not ahead of the table.
        if (since > from && since > source.changes().number()) {
            return List.of(reload(from));
        }
        if (since < from) {
            Optional<Batch> missed = missed(since, from);
            if (missed.isEmpty()) {
                return List.of(reload(from));
            }
            missed.get().frame(filter).ifPresent(frames::add);
        }
        return frames;
    }

    /** The present state of what changed in (since, until]; empty when that is not kept any more, or too much. */
    private Optional<Batch> missed(long since, long until) {
        Touched touched = new Touched();
        long last = since;
        while (last < until) {
            List<Change> changes = source.changes().since(last, CHANGES_AT_ONCE);
            for (Change change : changes) {
                // Numbers have no gaps, so a gap means that a change was trimmed.
                if (change.seq() != last + 1) {
                    return Optional.empty();
                }
                last = change.seq();
                touched.add(change);
            }
            if (changes.isEmpty() || touched.size() > settings.bounds().resumeIds()) {
                return Optional.empty();
            }
        }
        return Optional.of(read(touched, last));
    }

    private void run() {
        boolean failed = false;
        while (thread == Thread.currentThread()) {
            try {
                Duration pause = step();
                failed = false;
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!failed) {
                    LOG.warn("the live stream stands still until the database answers", e);
                }
                failed = true;
                if (!paused(AFTER_FAILURE)) {
                    return;
                }
            }
        }
    }

    /** Tells what is new; answers how long to wait before the next look. */
    private Duration step() {
        boolean news = position < source.changes().number() && tellNews();
        Instant now = clock.instant();
        boolean due = lastBeat.plus(settings.beat()).isBefore(now);
        if (due || lastLook.plus(LOOK).isBefore(now)) {
            beat(now, due);
        }
        return news ? settings.coalesce() : settings.poll();
    }

    /** @param due otherwise only where other boundaries came into force since */
    private void beat(Instant now, boolean due) {
        long present = source.edition().getAsLong();
        lastLook = now;
        if (due || present != edition) {
            lastBeat = now;
            edition = present;
            Frame beat =
                    Frame.of("beat", position, new Beat(position, now, edition)).afterComment("beat");
            present().forEach(display -> display.beat(beat));
        }
    }

    private boolean tellNews() {
        List<Change> changes = source.changes().since(position, CHANGES_AT_ONCE);
        if (changes.isEmpty()) {
            return false;
        }
        long last = changes.get(changes.size() - 1).seq();
        if (changes.get(0).seq() != position + 1) {
            // We stood still for longer than changes are kept.
            moveTo(last).forEach(display -> display.offer(reload(last)));
            return true;
        }
        Touched touched = new Touched();
        changes.forEach(touched::add);
        Batch batch = displays() == 0 ? null : read(touched, last);
        List<Display> listening = moveTo(last);
        tell(batch == null && !listening.isEmpty() ? read(touched, last) : batch, listening);
        return true;
    }

    /** Who joins after this starts at {@code seq} and reads what came before by itself. */
    private List<Display> moveTo(long seq) {
        synchronized (lock) {
            position = seq;
            return List.copyOf(displays);
        }
    }

    private Frame reload(long head) {
        return Frame.of("reload", head, new Beat(head, clock.instant(), edition));
    }

    private static void tell(@Nullable Batch batch, List<Display> listening) {
        if (batch == null) {
            return;
        }
        Map<LiveFilter, Optional<Frame>> encoded = new HashMap<>();
        for (Display display : listening) {
            encoded.computeIfAbsent(display.filter(), batch::frame).ifPresent(display::offer);
        }
    }

    private Batch read(Touched touched, long seq) {
        Instant time = clock.instant();
        List<Alert> alerts =
                touched.alerts().isEmpty() ? List.of() : source.alerts().apply(touched.alerts());
        List<Incident> incidents =
                touched.incidents().isEmpty() ? List.of() : source.incidents().apply(touched.incidents());
        return new Batch(
                seq,
                time,
                alerts,
                without(touched.alerts(), alerts.stream().map(Alert::id)),
                incidents,
                without(touched.incidents(), incidents.stream().map(Incident::id)),
                List.copyOf(touched.devices()),
                touched.revision());
    }

    private static List<Long> without(Set<Long> touched, Stream<Long> found) {
        Set<Long> missing = new LinkedHashSet<>(touched);
        found.forEach(missing::remove);
        return List.copyOf(missing);
    }

    private Collection<Display> present() {
        synchronized (lock) {
            return List.copyOf(displays);
        }
    }

    private static boolean paused(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
