package io.sixgrid.ingest.format;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one sort of messages says. A rule with neither events nor readings says that such a message is understood and
 * tells us nothing.
 *
 * @param about  for people
 * @param key    the identity of such a message; null for the format's
 * @param device what such a message calls its device; null for the format's
 * @param time   null for the format's
 */
record Rule(
        @Nullable String about,
        Condition when,
        @Nullable Expression key,
        @Nullable Expression device,
        @Nullable TimeRule time,
        List<EventRule> events,
        List<ReadingRule> readings) {
    Rule(
            @Nullable String about,
            @Nullable Condition when,
            @Nullable Expression key,
            @Nullable Expression device,
            @Nullable TimeRule time,
            @Nullable List<EventRule> events,
            @Nullable List<ReadingRule> readings) {
        this.about = about;
        this.when = when == null ? Condition.ALWAYS : when;
        this.key = key;
        this.device = device;
        this.time = time;
        this.events = events == null ? List.of() : List.copyOf(events);
        this.readings = readings == null ? List.of() : List.copyOf(readings);
    }

    /** This rule, its events completed by what all events of the format share. */
    Rule completedBy(EventRule shared) {
        return new Rule(
                about,
                when,
                key,
                device,
                time,
                events.stream().map(event -> event.over(shared)).toList(),
                readings);
    }

    Stream<Expression> expressions() {
        Stream<Expression> own =
                Stream.of(key, device, time == null ? null : time.from()).flatMap(Stream::ofNullable);
        return Stream.of(
                        own,
                        when.expressions(),
                        events.stream().flatMap(EventRule::expressions),
                        readings.stream().flatMap(ReadingRule::expressions))
                .flatMap(expressions -> expressions);
    }
}
