package io.sixgrid.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.MessageId;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One way in which messages say things, read from a YAML file (docs/formats.md). Immutable, safe for use by several
 * threads.
 *
 * @param name   a stable word: the source of all its messages, and the name under which devices have aliases
 * @param about  for people
 * @param topic  the topics it takes, the first that matches gives the captures
 * @param key    the identity of a message; where it yields nothing, the SHA-256 of topic and payload
 * @param device what messages call their device
 * @param time   null: the time of receipt
 * @param event  what all its events share unless a rule says otherwise; null for nothing
 * @param required what every message with a body must say
 * @param rules  every rule that holds for a message adds what it says; the first of them that has a key gives it
 */
public record PayloadFormat(
        String name,
        String about,
        List<TopicPattern> topic,
        @Nullable Expression key,
        @Nullable Expression device,
        @Nullable TimeRule time,
        @Nullable EventRule event,
        List<Expression> required,
        List<Rule> rules) {
    private static final Set<String> CAPTURES_OF_ALL = Set.of("name", "value", "received", "topic");

    public PayloadFormat {
        if (name == null || !name.matches("[a-z][a-z0-9-]*")) {
            throw SixgridException.invalid("name", "name is not lower-case words joined by hyphens: " + name);
        }
        if (name.equals(MessageId.OPERATOR) || name.equals(MessageId.QUARANTINE)) {
            throw SixgridException.invalid("name", "name is taken by Sixgrid itself: " + name);
        }
        about = about == null ? "" : about;
        if (topic == null || topic.isEmpty()) {
            throw SixgridException.invalid("topic", "topic is missing");
        }
        topic = List.copyOf(topic);
        if (rules == null || rules.isEmpty()) {
            throw SixgridException.invalid("rules", "rules is missing: at least one says what a message tells us");
        }
        required = required == null ? List.of() : List.copyOf(required);
        EventRule shared = event == null ? EventRule.NONE : event;
        rules = rules.stream().map(rule -> rule.completedBy(shared)).toList();
        for (Rule rule : rules) {
            rule.events().forEach(PayloadFormat::checkComplete);
        }
        checkCaptures(
                topic,
                Stream.concat(
                        Stream.of(key, device, time == null ? null : time.from())
                                .flatMap(Stream::ofNullable),
                        rules.stream().flatMap(Rule::expressions)));
    }

    /** The captures of {@code topic}; empty when this format does not take it. */
    Optional<Map<String, String>> takes(String topicName) {
        for (TopicPattern pattern : topic) {
            Optional<Map<String, String>> captures = pattern.match(topicName);
            if (captures.isPresent()) {
                return captures;
            }
        }
        return Optional.empty();
    }

    /** What the message says. {@code body} is a missing node when it has no byte. */
    Understood read(Arrival arrival, Map<String, String> captured, JsonNode body) {
        Map<String, String> captures = new HashMap<>(captured);
        captures.putIfAbsent("topic", arrival.topic());
        captures.put("received", arrival.received().toString());
        MessageView message = new MessageView(body, captures);
        boolean empty = body.isMissingNode();
        if (!empty) {
            required.forEach(expression -> expression.require(expression.toString(), message));
        }
        List<Rule> holding =
                rules.stream().filter(rule -> rule.when().holds(message, empty)).toList();
        if (holding.isEmpty()) {
            throw empty
                    ? new Refusal(Reason.EMPTY, "the body is empty")
                    : new Refusal(Reason.NO_RULE, "no rule of format " + name + " holds for it");
        }
        List<DecodedEvent> events = new ArrayList<>();
        List<DecodedReading> readings = new ArrayList<>();
        for (Rule rule : holding) {
            read(rule, message, events, readings);
        }
        return new Understood(identity(holding, message, arrival), events, readings, List.of());
    }

    private void read(Rule rule, MessageView message, List<DecodedEvent> events, List<DecodedReading> readings) {
        if (rule.events().isEmpty() && rule.readings().isEmpty()) {
            return;
        }
        Expression from = rule.device() != null ? rule.device() : device;
        if (from == null) {
            throw new Refusal(Reason.MISSING_FIELD, "format " + name + " does not say where the device stands");
        }
        String deviceName = from.require("device", message);
        TimeRule clock = rule.time() != null ? rule.time() : time;
        Optional<Instant> at = clock == null ? Optional.empty() : clock.read(message);
        rule.events().forEach(event -> events.addAll(event.read(message, deviceName, at)));
        rule.readings().forEach(reading -> readings.addAll(reading.read(message, deviceName, at)));
    }

    private MessageId identity(List<Rule> holding, MessageView message, Arrival arrival) {
        Optional<Expression> own = holding.stream()
                .flatMap(rule -> Stream.ofNullable(rule.key()))
                .findFirst()
                .or(() -> Optional.ofNullable(key));
        return MessageId.of(
                name, own.flatMap(expression -> expression.value(message)).orElseGet(arrival::fingerprint));
    }

    private static void checkComplete(EventRule rule) {
        if (rule.kind() == null || rule.severity() == null) {
            throw SixgridException.invalid("rules", "an event needs kind and severity");
        }
    }

    private static void checkCaptures(List<TopicPattern> topics, Stream<Expression> expressions) {
        Set<String> known = new HashSet<>(CAPTURES_OF_ALL);
        topics.forEach(pattern -> known.addAll(pattern.names()));
        expressions.forEach(expression -> {
            for (String capture : expression.captures()) {
                if (!known.contains(capture)) {
                    throw SixgridException.invalid("no topic captures {" + capture + "}, named in: " + expression);
                }
            }
        });
    }
}
