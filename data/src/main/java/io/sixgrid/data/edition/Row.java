package io.sixgrid.data.edition;

import io.sixgrid.data.grid.Grid.Facts;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * One grid as a file gives it.
 *
 * @param feature the number of its feature; of a grid that only rows of narrower ones name, that of the first of them
 * @param parent  code as the file says it; empty where it says none
 * @param shape   in the file's frame; empty of a grid that has no feature of its own
 */
record Row(
        int feature,
        int level,
        String code,
        Optional<String> name,
        Optional<String> shortName,
        Optional<String> parent,
        Facts facts,
        Geometry shape) {
    Row withParent(Optional<String> other) {
        return new Row(feature, level, code, name, shortName, other, facts, shape);
    }

    Row withShape(Geometry other) {
        return new Row(feature, level, code, name, shortName, parent, facts, other);
    }

    Row withFacts(Facts other) {
        return new Row(feature, level, code, name, shortName, parent, other, shape);
    }

    Row withCode(String other) {
        return new Row(feature, level, other, name, shortName, parent, facts, shape);
    }
}
