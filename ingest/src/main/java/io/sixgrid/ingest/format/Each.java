package io.sixgrid.ingest.format;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loop over the members of an object, nested ones named with dots. Inside it {@code {name}} and {@code {value}} are
 * captures.
 *
 * @param in    where the object stands
 * @param names which members; all when there are none
 */
record Each(JsonPointer in, List<Glob> names) {
    Each(JsonPointer in, @Nullable List<Glob> names) {
        if (in == null) {
            throw SixgridException.invalid("each needs in: the pointer to an object");
        }
        this.in = in;
        this.names = names == null ? List.of() : List.copyOf(names);
    }

    /** One view of the message for each member that has a value. */
    List<MessageView> views(MessageView message) {
        List<MessageView> views = new ArrayList<>();
        walk("", message.node(in), message, views);
        return views;
    }

    private void walk(String prefix, JsonNode object, MessageView message, List<MessageView> views) {
        object.properties().forEach(member -> {
            String name = prefix + member.getKey();
            if (member.getValue().isObject()) {
                walk(name + ".", member.getValue(), message, views);
            } else if (!member.getValue().isNull() && wanted(name)) {
                views.add(message.at(name, member.getValue()));
            }
        });
    }

    private boolean wanted(String name) {
        return names.isEmpty() || names.stream().anyMatch(glob -> glob.matches(name));
    }
}
