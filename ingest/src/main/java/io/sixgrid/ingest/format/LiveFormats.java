package io.sixgrid.ingest.format;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Frames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The formats of now: the built-in ones and those of a directory, which is looked at whenever somebody calls
 * {@link #refresh}. A file that is new, changed or gone changes the whole catalog at once; a broken one is refused, and
 * what it said before goes on. Safe for use by several threads.
 */
public final class LiveFormats {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFormats.class);

    private static final byte[] NOTHING = {};

    private final Optional<Path> directory;
    private final Frames frames;
    private final Clock clock;
    private final List<State> builtIn;
    private final Map<Path, FormatSource> files = new TreeMap<>();
    private final List<Consumer<FormatCatalog>> listeners = new CopyOnWriteArrayList<>();
    private volatile Now now;

    /**
     * A format, or a file that should be one.
     *
     * @param name    the format's, of a file that never was one the file's without its ending
     * @param file    where it stands; empty for one that is built in
     * @param text    the YAML that is in force; of a file that never was a format what it holds
     * @param since   when that came into force, or was refused
     * @param format  empty for a file that never was one
     * @param problem what keeps the newest text of the file from being taken; empty when nothing does
     */
    public record State(
            String name,
            Optional<Path> file,
            String text,
            Instant since,
            Optional<PayloadFormat> format,
            Optional<Problem> problem) {
        public boolean builtIn() {
            return file.isEmpty();
        }
    }

    /**
     * Why a file is refused.
     *
     * @param line counted from 1; empty where it stands nowhere
     */
    public record Problem(Path file, Optional<Integer> line, String reason) {
        @Override
        public String toString() {
            return file + line.map(number -> ", line " + number).orElse("") + ": " + reason;
        }
    }

    private record Now(FormatCatalog catalog, List<State> states, Optional<Problem> unreadable) {}

    /** Knows what is built in until the first {@link #refresh}. */
    public LiveFormats(Optional<Path> directory, Clock clock) {
        this(directory, Frames.builtIn(), clock);
    }

    /** @param frames those that positions may be in */
    public LiveFormats(Optional<Path> directory, Frames frames, Clock clock) {
        this.directory = directory;
        this.frames = frames;
        this.clock = clock;
        Instant started = clock.instant();
        builtIn = FormatCatalog.builtInTexts().entrySet().stream()
                .map(entry -> state(entry.getKey(), entry.getValue(), started))
                .toList();
        now = compose(Optional.empty());
    }

    /** Formats that stay as they are. */
    public static LiveFormats fixed(FormatCatalog catalog) {
        LiveFormats fixed = new LiveFormats(Optional.empty(), Clock.systemUTC());
        fixed.now = new Now(catalog, fixed.now.states(), Optional.empty());
        return fixed;
    }

    /** What decodes messages now. */
    public FormatCatalog catalog() {
        return now.catalog();
    }

    /** Every format in order of precedence, and files that are none. */
    public List<State> states() {
        return now.states();
    }

    /** What is wrong with files now. */
    public List<Problem> problems() {
        Now current = now;
        return Stream.concat(
                        current.unreadable().stream(),
                        current.states().stream().flatMap(state -> state.problem().stream()))
                .toList();
    }

    /** {@code listener} hears of each further catalog, on the thread that refreshes. */
    public void onChange(Consumer<FormatCatalog> listener) {
        listeners.add(listener);
    }

    /** Makes the directory if it is missing; UNAVAILABLE when it cannot be made. */
    public void makeDirectory() {
        try {
            if (directory.isPresent()) {
                Files.createDirectories(directory.get());
            }
        } catch (IOException e) {
            throw SixgridException.unavailable("cannot make the directory of formats " + directory.get(), e);
        }
    }

    /** Looks at the directory, and takes what is new in it. Answers whether anything is. */
    public synchronized boolean refresh() {
        // Before anything was read of it, a directory that is not there is one that is about to be made.
        if (directory.isEmpty() || (files.isEmpty() && Files.notExists(directory.get()))) {
            return false;
        }
        Map<Path, byte[]> found;
        try {
            found = read(directory.get());
        } catch (IOException e) {
            // What was read before goes on: a disk that is away for a moment must not quarantine a city.
            return unreadable(new Problem(directory.get(), Optional.empty(), "the directory cannot be read"));
        }
        boolean changed = now.unreadable().isPresent()
                || !found.keySet().equals(files.keySet())
                || files.entrySet().stream()
                        .anyMatch(entry -> !entry.getValue().holds(found.getOrDefault(entry.getKey(), NOTHING)));
        if (!changed) {
            return false;
        }
        files.keySet().retainAll(found.keySet());
        found.forEach((file, bytes) -> files.computeIfAbsent(file, path -> new FormatSource(path, frames))
                .take(bytes, namesBeside(file), clock.instant()));
        put(compose(Optional.empty()));
        return true;
    }

    private boolean unreadable(Problem problem) {
        if (now.unreadable().isPresent()) {
            return false;
        }
        LOG.warn("{}; the formats read before go on", problem);
        now = new Now(now.catalog(), now.states(), Optional.of(problem));
        return true;
    }

    /** The names of formats in force in other files. */
    private Map<String, Path> namesBeside(Path file) {
        Map<String, Path> names = new LinkedHashMap<>();
        files.forEach((other, source) -> {
            if (!other.equals(file)) {
                source.name().ifPresent(name -> names.putIfAbsent(name, other));
            }
        });
        return names;
    }

    private Now compose(Optional<Problem> unreadable) {
        List<State> states = new ArrayList<>();
        Set<String> names = new HashSet<>();
        files.values().forEach(source -> {
            states.add(source.state());
            source.name().ifPresent(names::add);
        });
        builtIn.stream().filter(state -> !names.contains(state.name())).forEach(states::add);
        List<PayloadFormat> formats =
                states.stream().flatMap(state -> state.format().stream()).toList();
        return new Now(new FormatCatalog(formats), List.copyOf(states), unreadable);
    }

    private void put(Now next) {
        Set<String> before = told(now);
        Set<String> after = told(next);
        now = next;
        after.stream().filter(line -> !before.contains(line)).forEach(line -> LOG.info("{}", line));
        before.stream().filter(line -> !after.contains(line)).forEach(line -> LOG.info("no longer: {}", line));
        listeners.forEach(listener -> listener.accept(next.catalog()));
    }

    /** What the log says of the files. */
    private static Set<String> told(Now now) {
        Set<String> lines = new HashSet<>();
        for (State state : now.states()) {
            state.file()
                    .ifPresent(file -> state.format()
                            .ifPresent(format -> lines.add(
                                    "format " + format.name() + " of " + file + ", in force since " + state.since())));
            state.problem()
                    .ifPresent(problem -> lines.add("NOT TAKEN: " + problem
                            + (state.format().isPresent() ? "; the version before it goes on" : "")));
        }
        return lines;
    }

    private static Map<Path, byte[]> read(Path directory) throws IOException {
        Map<Path, byte[]> found = new TreeMap<>();
        try (Stream<Path> listed = Files.list(directory)) {
            for (Path file : listed.filter(name -> name.toString().endsWith(".yaml") && Files.isRegularFile(name))
                    .toList()) {
                found.put(file, Files.readAllBytes(file));
            }
        }
        return found;
    }

    private static State state(String name, byte[] yaml, Instant since) {
        return new State(
                name,
                Optional.empty(),
                new String(yaml, StandardCharsets.UTF_8),
                since,
                Optional.of(FormatFile.parse(yaml)),
                Optional.empty());
    }
}
