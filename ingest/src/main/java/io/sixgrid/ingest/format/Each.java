package io.sixgrid.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loop over the members of an object or the elements of an array. Inside it {@code {name}} is the member's name or the
 * element's index, {@code {value}} its value, and {@code ./} begins a pointer from it.
 *
 * @param in     where the object or array stands; of several the first where there is one
 * @param names  which members; all when there are none
 * @param except which of those not
 * @param list   whether an object there is one element, as XML has it that could repeat and does not
 */
record Each(List<Pointer> in, GlobList names, GlobList except, boolean list) {
    Each(List<Pointer> in, @Nullable GlobList names, @Nullable GlobList except, boolean list) {
        if (in == null || in.isEmpty()) {
            throw SixgridException.invalid("each needs in: the pointer to an object or array");
        }
        this.in = List.copyOf(in);
        this.names = names == null ? GlobList.NONE_AT_ALL : names;
        this.except = except == null ? GlobList.NONE_AT_ALL : except;
        this.list = list;
    }

    /**
     * One view of the message for each member that has a value.
     *
     * @param whole whether members that are objects count themselves; otherwise their members do, named with dots
     */
    List<MessageView> views(MessageView message, boolean whole) {
        List<MessageView> views = new ArrayList<>();
        JsonNode looped = looped(message);
        if (looped.isArray()) {
            for (int i = 0; i < looped.size(); i++) {
                add(String.valueOf(i), looped.get(i), message, views);
            }
        } else if (list) {
            add("0", looped, message, views);
        } else {
            walk("", looped, whole, message, views);
        }
        return views;
    }

    private JsonNode looped(MessageView message) {
        for (Pointer pointer : in) {
            JsonNode node = pointer.find(message.json());
            if (node.isContainerNode() || (list && node.isValueNode() && !node.isNull())) {
                return node;
            }
        }
        return MissingNode.getInstance();
    }

    private void walk(String prefix, JsonNode object, boolean whole, MessageView message, List<MessageView> views) {
        object.properties().forEach(member -> {
            String name = prefix.isEmpty() ? member.getKey() : prefix + member.getKey();
            if (member.getValue().isObject() && !whole) {
                walk(name + ".", member.getValue(), false, message, views);
            } else {
                add(name, member.getValue(), message, views);
            }
        });
    }

    private void add(String name, JsonNode value, MessageView message, List<MessageView> views) {
        if (!value.isNull() && !value.isMissingNode() && wanted(name)) {
            views.add(message.at(name, value));
        }
    }

    private boolean wanted(String name) {
        return (names.isEmpty() || names.matches(name)) && !except.matches(name);
    }
}
