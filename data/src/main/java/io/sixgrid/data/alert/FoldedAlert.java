package io.sixgrid.data.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * An episode as folding knows it. Whether silence closed it is not part of it: that follows from {@code autoClose} and
 * from what comes next, and is settled when it is written.
 *
 * @param opening   the event that opened it
 * @param last      the newest event in it, its close included
 * @param worst     the worst severity any of its events said, and the source's word for it
 * @param said      the newest text and media any of its events said
 * @param standing  of its first placed event; of the opening one while none is placed
 * @param events    how many events it holds
 * @param skewed    whether the device's time of any event lay in the future
 * @param autoClose closes by itself after this moment; empty for never
 * @param ending    by a device, an operator, or silence that is certain; empty while it may go on
 */
record FoldedAlert(
        Opening opening,
        Last last,
        Worst worst,
        Said said,
        Standing standing,
        int events,
        boolean skewed,
        Optional<Instant> autoClose,
        Optional<Ending> ending) {
    record Opening(long eventId, String source, Instant at) {}

    record Last(Instant at, Phase phase) {}

    record Worst(Severity severity, Optional<String> source) {}

    record Said(Optional<String> text, Optional<String> media) {}

    /** @param by {@code device}, {@code silence} or {@code operator} */
    record Ending(Instant at, String by) {
        static final String SILENCE = "silence";
        static final String DEVICE = "device";
        static final String OPERATOR = "operator";
    }

    static FoldedAlert openedBy(Event event) {
        return new FoldedAlert(
                new Opening(event.id(), event.message().source(), event.at()),
                new Last(event.at(), event.said().phase()),
                new Worst(event.said().severity(), event.said().sourceSeverity()),
                new Said(event.said().text(), event.said().media()),
                event.standing(),
                1,
                event.skewed(),
                event.autoClose(),
                Optional.empty());
    }

    /** Whether an event at {@code at} still belongs to it. At the very moment of its deadline it does. */
    boolean goesOn(Instant at) {
        return ending.isEmpty()
                && autoClose.map(deadline -> !at.isAfter(deadline)).orElse(true);
    }

    FoldedAlert refreshedBy(Event event) {
        return with(event, event.autoClose(), Optional.empty());
    }

    FoldedAlert closedBy(Event event) {
        String by = byOperator(event) ? Ending.OPERATOR : Ending.DEVICE;
        return with(event, autoClose, Optional.of(new Ending(event.at(), by)));
    }

    /** The same, closed by silence if its deadline is before {@code moment}. */
    FoldedAlert settled(Instant moment) {
        if (goesOn(moment) || ending.isPresent()) {
            return this;
        }
        Optional<Ending> silence = autoClose.map(deadline -> new Ending(deadline, Ending.SILENCE));
        return new FoldedAlert(opening, last, worst, said, standing, events, skewed, autoClose, silence);
    }

    private static boolean byOperator(Event event) {
        return event.message().source().equals(MessageId.OPERATOR);
    }

    private FoldedAlert with(Event event, Optional<Instant> deadline, Optional<Ending> end) {
        // An operator closes whatever there is: how bad it is only devices say.
        boolean worse = !byOperator(event)
                && event.said().severity().level() < worst.severity().level();
        return new FoldedAlert(
                opening,
                new Last(event.at(), event.said().phase()),
                worse ? new Worst(event.said().severity(), event.said().sourceSeverity()) : worst,
                new Said(
                        event.said().text().or(said::text), event.said().media().or(said::media)),
                standing.placed() || !event.standing().placed() ? standing : event.standing(),
                events + 1,
                skewed || event.skewed(),
                deadline,
                end);
    }
}
