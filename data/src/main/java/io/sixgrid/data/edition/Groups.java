package io.sixgrid.data.edition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Grids of two sides, gathered by who belongs to whom: union and find over codes. Used by one thread. */
final class Groups {
    private static final String BEFORE = "before ";
    private static final String AFTER = "after ";

    /** By side and code: who stands for its group, or is nearer to who does. */
    private final Map<String, String> towards = new HashMap<>();

    private final Collection<String> before;
    private final Collection<String> after;

    Groups(Collection<String> before, Collection<String> after) {
        this.before = before;
        this.after = after;
        before.forEach(code -> towards.put(BEFORE + code, BEFORE + code));
        after.forEach(code -> towards.put(AFTER + code, AFTER + code));
    }

    /** Grids that belong together; the codes in the order of the two sides. */
    record Group(String key, List<String> before, List<String> after) {}

    void join(String codeBefore, String codeAfter) {
        towards.put(root(BEFORE + codeBefore), root(AFTER + codeAfter));
    }

    /** Joins what is alone on either side and has the same code. */
    void joinLonely() {
        Map<String, Group> byKey = byKey();
        for (String code : before) {
            if (after.contains(code) && alone(byKey, BEFORE + code) && alone(byKey, AFTER + code)) {
                join(code, code);
            }
        }
    }

    boolean together(String codeBefore, String codeAfter) {
        return root(BEFORE + codeBefore).equals(root(AFTER + codeAfter));
    }

    /** The key of the group of a grid of the side before. */
    String of(String codeBefore) {
        return root(BEFORE + codeBefore);
    }

    Collection<Group> all() {
        return byKey().values();
    }

    private Map<String, Group> byKey() {
        Map<String, Group> groups = new LinkedHashMap<>();
        before.forEach(code -> group(groups, BEFORE + code).before().add(code));
        after.forEach(code -> group(groups, AFTER + code).after().add(code));
        return groups;
    }

    private Group group(Map<String, Group> groups, String node) {
        return groups.computeIfAbsent(root(node), key -> new Group(key, new ArrayList<>(), new ArrayList<>()));
    }

    private boolean alone(Map<String, Group> byKey, String node) {
        Group group = Objects.requireNonNull(byKey.get(root(node)));
        return group.before().size() + group.after().size() == 1;
    }

    private String root(String node) {
        String at = node;
        String next = Objects.requireNonNull(towards.get(at), node);
        while (!next.equals(at)) {
            // Halves the way for whoever comes next.
            String beyond = Objects.requireNonNull(towards.get(next));
            towards.put(at, beyond);
            at = beyond;
            next = Objects.requireNonNull(towards.get(at));
        }
        return at;
    }
}
