package io.sixgrid.geo.redraw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.redraw.Drafts;

/** What a step did, as JSON answers say it. */
final class StepJson {
    private StepJson() {}

    /** @param step that was done, and not refused */
    static ObjectNode of(Drafts.Step step, DeltaJson.Shapes shapes) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.set("draft", Json.mapper().valueToTree(DraftJson.of(step.draft())));
        step.operation()
                .ifPresent(operation ->
                        json.putObject("operation").put("seq", operation.seq()).put("kind", operation.kind()));
        step.delta().ifPresent(delta -> json.set("delta", DeltaJson.of(delta, shapes)));
        return json.set("findings", FindingJson.of(step.attempt().findings()));
    }
}
