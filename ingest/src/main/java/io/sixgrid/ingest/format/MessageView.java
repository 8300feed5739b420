package io.sixgrid.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sixgrid.data.alert.Arrival;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as expressions look at it: what arrived, its body as JSON, and the member at which a loop stands. Used by
 * one thread. Null is nothing here: an {@code Optional} for each of a message's values would cost as much as its JSON.
 */
final class MessageView {
    private static final int PLAIN_DIGITS = 40;

    private final Arrival arrival;
    private final Topic topic;
    private final Body body;
    private final @Nullable Member member;
    private @Nullable Object plain;

    /**
     * What the topic captured.
     *
     * @param names  of the captures
     * @param values in the same order
     */
    record Topic(List<String> names, List<String> values) {}

    /** Where a loop stands. */
    private record Member(String name, JsonNode value) {}

    MessageView(Arrival arrival, Topic topic, Body body) {
        this(arrival, topic, body, null);
    }

    private MessageView(Arrival arrival, Topic topic, Body body, @Nullable Member member) {
        this.arrival = arrival;
        this.topic = topic;
        this.body = body;
        this.member = member;
    }

    /** The same message where a loop stands. */
    MessageView at(String name, JsonNode value) {
        return new MessageView(arrival, topic, body, new Member(name, value));
    }

    Arrival arrival() {
        return arrival;
    }

    /** Whether there is no byte in it. */
    boolean isEmpty() {
        return body.json().isMissingNode();
    }

    /** The body. */
    JsonNode json() {
        return body.json();
    }

    /** What a loop stands at; a missing node outside of one. */
    JsonNode member() {
        return member == null ? MissingNode.getInstance() : member.value();
    }

    /** The member at which the loop stands, without one the body: as maps, lists and values of Java. */
    @Nullable Object plain() {
        if (plain == null) {
            plain = PlainJson.of(member == null ? body.json() : member.value());
        }
        return plain;
    }

    @Nullable String memberName() {
        return member == null ? null : clean(member.name());
    }

    @Nullable String memberValue() {
        return text(member());
    }

    @Nullable String root() {
        return body.root();
    }

    @Nullable String bodyText() {
        return text(body.json());
    }

    String receivedSecond() {
        return arrival.received().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Nullable String ofTopic(String name) {
        int index = topic.names().indexOf(name);
        return index < 0 ? null : clean(topic.values().get(index));
    }

    /** As text: a number as it was written, an object or array as compact JSON; JSON null is nothing. */
    static @Nullable String text(JsonNode node) {
        if (node.isTextual()) {
            return clean(node.textValue());
        }
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isBigDecimal()) {
            // 1e999999999 is ten characters of JSON and a gigabyte of digits.
            boolean small = Math.abs((long) node.decimalValue().scale()) < PLAIN_DIGITS;
            return small
                    ? node.decimalValue().toPlainString()
                    : node.decimalValue().toString();
        }
        return clean(node.isValueNode() ? node.asText() : CompactJson.of(node));
    }

    /** PostgreSQL text holds no NUL; the raw bytes keep it. */
    private static String clean(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
