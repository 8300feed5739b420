package io.sixgrid.ingest.format;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.MessageId;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way in which messages say things, read from a YAML file (docs/formats.md). Immutable, safe for use by several
 * threads.
 *
 * @param name     a stable word: the source of all its messages, and the name under which devices have aliases
 * @param about    for people
 * @param topic    the topics it takes, the first that matches gives the captures
 * @param body     how bodies are written, the first that a body can be
 * @param key      the identity of a message; where it yields nothing, its fingerprint
 * @param device   what messages call their device
 * @param time     null: the time of receipt
 * @param event    what all its events share unless a rule says otherwise; null for nothing
 * @param required what every message with a body must say
 * @param rules    every rule that holds for a message adds what it says; the first of them that has a key gives it
 */
public record PayloadFormat(
        String name,
        String about,
        List<TopicPattern> topic,
        List<Body.Form> body,
        @Nullable Expression key,
        @Nullable Expression device,
        @Nullable TimeRule time,
        @Nullable EventRule event,
        List<Expression> required,
        List<Rule> rules) {
    /** Sources of what no message brought, and the format's own word for none. */
    private static final Set<String> TAKEN = Set.of(MessageId.OPERATOR, MessageId.QUARANTINE, "presence", "monitor");

    public PayloadFormat {
        if (name == null || !name.matches("[a-z][a-z0-9-]{0,62}")) {
            throw SixgridException.invalid("name", "name is not lower-case words joined by hyphens: " + name);
        }
        if (TAKEN.contains(name)) {
            throw SixgridException.invalid("name", "name is taken by Sixgrid itself: " + name);
        }
        about = about == null ? "" : about;
        if (topic == null || topic.isEmpty()) {
            throw SixgridException.invalid("topic", "topic is missing");
        }
        topic = List.copyOf(topic);
        body = body == null || body.isEmpty() ? List.of(Body.Form.JSON) : List.copyOf(body);
        if (rules == null || rules.isEmpty()) {
            throw SixgridException.invalid("rules", "rules is missing: at least one says what a message tells us");
        }
        required = required == null ? List.of() : List.copyOf(required);
        CaptureCheck captures = new CaptureCheck(topic);
        captures.check("key", key, false);
        captures.check("device", device, false);
        captures.check("time", time, false);
        required.forEach(one -> captures.check("required", one, false));
        if (event != null) {
            // Whether it is inside a loop, each rule says.
            event.check("event", captures, true);
        }
        EventRule shared = event == null ? EventRule.NONE : event;
        Expression formatDevice = device;
        TimeRule formatTime = time;
        rules = rules.stream()
                .map(rule -> rule.completedBy(formatDevice, formatTime, shared))
                .toList();
        for (int i = 0; i < rules.size(); i++) {
            rules.get(i).check("rules[" + i + "]", captures);
        }
    }

    /** What this format makes of a message; empty when it does not take the topic. Never throws for what one holds. */
    public Optional<DecodedMessage> decode(Arrival arrival) {
        for (int i = 0; i < topic.size(); i++) {
            TopicPattern pattern = topic.get(i);
            List<String> captured = pattern.match(arrival.topic());
            if (captured != null) {
                return Optional.of(decode(arrival, new MessageView.Topic(pattern.names(), captured)));
            }
        }
        return Optional.empty();
    }

    /** A message that this format takes, its body read. */
    Optional<MessageView> view(Arrival arrival) {
        for (TopicPattern pattern : topic) {
            List<String> captured = pattern.match(arrival.topic());
            if (captured != null) {
                MessageView.Topic captures = new MessageView.Topic(pattern.names(), captured);
                return Optional.of(new MessageView(arrival, captures, Body.read(arrival.payload(), body)));
            }
        }
        return Optional.empty();
    }

    private DecodedMessage decode(Arrival arrival, MessageView.Topic captured) {
        try {
            return read(new MessageView(arrival, captured, Body.read(arrival.payload(), body)));
        } catch (Refusal e) {
            return new NotUnderstood(Optional.of(name), e.reason(), e.detail());
        } catch (SixgridException e) {
            return new NotUnderstood(Optional.of(name), Reason.BAD_VALUE, String.valueOf(e.getMessage()));
        }
    }

    private Understood read(MessageView message) {
        boolean empty = message.isEmpty();
        if (!empty) {
            for (int i = 0; i < required.size(); i++) {
                Expression one = required.get(i);
                if (!one.says(message)) {
                    throw Refusal.missing(one.toString(), one);
                }
            }
        }
        Rule.Findings found = Rule.Findings.none();
        Expression identity = null;
        boolean any = false;
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.when().holds(message)) {
                any = true;
                identity = identity == null ? rule.key() : identity;
                rule.read(message, found);
            }
        }
        if (!any) {
            throw empty
                    ? new Refusal(Reason.EMPTY, "the body is empty")
                    : new Refusal(Reason.NO_RULE, "no rule of format " + name + " holds for it");
        }
        String said = identity != null ? identity.value(message) : key != null ? key.value(message) : null;
        MessageId id =
                MessageId.of(name, said != null ? said : message.arrival().fingerprint());
        return new Understood(id, found.events(), found.readings(), found.presences());
    }
}
