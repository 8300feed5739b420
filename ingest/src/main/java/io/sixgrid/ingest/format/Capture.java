package io.sixgrid.ingest.format;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value of a message that does not stand in its body, found by its name once, when the format is read. */
interface Capture {
    String PROPERTY = "property:";

    /** The names that no topic may capture. */
    Set<String> OURS = Set.of(
            "topic",
            "received",
            "receivedSecond",
            "fingerprint",
            "retained",
            "contentType",
            "root",
            "body",
            "name",
            "value");

    /** What it is in {@code message}; null for nothing. */
    @Nullable String of(MessageView message);

    static boolean isOurs(String name) {
        return OURS.contains(name) || name.startsWith(PROPERTY);
    }

    static Capture named(String name) {
        if (name.startsWith(PROPERTY)) {
            String property = name.substring(PROPERTY.length());
            return message -> message.arrival().properties().user().get(property);
        }
        return switch (name) {
            case "topic" -> message -> message.arrival().topic();
            case "received" -> message -> message.arrival().received().toString();
            case "receivedSecond" -> MessageView::receivedSecond;
            case "fingerprint" -> message -> message.arrival().fingerprint();
            case "retained" -> message -> String.valueOf(message.arrival().retained());
            case "contentType" ->
                message -> message.arrival().properties().contentType().orElse(null);
            case "root" -> MessageView::root;
            case "body" -> MessageView::bodyText;
            case "name" -> MessageView::memberName;
            case "value" -> MessageView::memberValue;
            default -> message -> message.ofTopic(name);
        };
    }
}
