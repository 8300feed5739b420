package io.sixgrid.data.edition;

import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.place.BoundingBox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a file of boundaries, or would.
 *
 * @param problems of single cells, all of them
 * @param findings of land, of the hierarchy and of codes
 * @param changes  against the published boundaries; empty where there are none to compare with, or no proven plan
 * @param warnings what is allowed and yet worth a look
 */
public record ImportReport(
        Source source,
        Taken taken,
        List<RowProblem> problems,
        Fit fit,
        List<Finding> findings,
        Optional<EditionDifference> changes,
        List<String> warnings,
        Outcome outcome) {
    public ImportReport {
        problems = List.copyOf(problems);
        findings = List.copyOf(findings);
        warnings = List.copyOf(warnings);
    }

    /**
     * The file.
     *
     * @param frameWhy who said the frame
     * @param extent   of its features, WGS 84; empty where it has no land
     * @param notes    what the reader had to decide
     */
    public record Source(
            String file,
            String format,
            String layer,
            int features,
            String frame,
            String frameWhy,
            Optional<BoundingBox> extent,
            List<String> notes) {}

    /**
     * What was taken for what.
     *
     * @param columns    column by field
     * @param guessed    fields whose columns nobody named
     * @param attributes columns that are kept as attributes
     * @param levels     how many grids of each level the file gives
     * @param first      some grids of each level as they were understood
     */
    public record Taken(
            Map<String, String> columns,
            Set<String> guessed,
            List<String> attributes,
            ParentRule parents,
            Map<Integer, Integer> levels,
            List<Sample> first) {}

    /** A grid as it was understood. */
    public record Sample(
            int feature,
            int level,
            String code,
            Optional<String> name,
            Optional<String> parent,
            List<String> people,
            Optional<Integer> households,
            Optional<String> areaClass,
            Map<String, String> attributes) {}

    /**
     * What makes it fit.
     *
     * @param roundingCentimetres how far rounding to the lattice moved a vertex at most
     * @param corners             how many corners of neighbours became vertices of edges that they lie on
     * @param repairs             made and proposed, the widest first
     */
    public record Fit(double roundingCentimetres, int corners, List<Repair> repairs) {}

    /**
     * How it ended.
     *
     * @param proven   whether the boundaries are right as they would be published, every needed repair accepted
     * @param written  whether they are published
     * @param revision the number of the revision, where they are
     * @param why      one sentence
     */
    public record Outcome(boolean proven, boolean written, Optional<Long> revision, Instant effective, String why) {}
}
