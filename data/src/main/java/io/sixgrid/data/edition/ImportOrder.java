package io.sixgrid.data.edition;

import io.sixgrid.data.file.ReadOptions;
import io.sixgrid.data.fit.Tolerances;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.Scheme;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is wanted of a file.
 *
 * @param name        of the file, for people
 * @param publication empty for a dry run: nothing is written then
 * @param effective   when the edition applies, and what it is compared with
 */
public record ImportOrder(
        String name,
        Reading reading,
        Meaning meaning,
        Target target,
        Tolerances tolerances,
        Optional<Publication> publication,
        Instant effective) {
    /** The same of a file that may hold only some grids of its levels: the others stay as they are. */
    public ImportOrder ofSome() {
        Target some = new Target(target.scheme(), target.founded(), target.outline(), target.unassigned(), true);
        return new ImportOrder(name, reading, meaning, some, tolerances, publication, effective);
    }

    /**
     * How the file is read.
     *
     * @param frame code of its frame, whatever the file says itself
     */
    public record Reading(Optional<String> frame, ReadOptions options) {}

    /**
     * What its columns mean.
     *
     * @param fields   column by field
     * @param level    of all features
     * @param parents  empty takes the columns, where there are any
     * @param exclaves why grids may lie in several parts, by code, over what columns say
     */
    public record Meaning(
            Map<String, String> fields,
            Optional<String> level,
            Optional<ParentRule> parents,
            Map<String, String> exclaves) {
        public Meaning {
            fields = Map.copyOf(fields);
            exclaves = Map.copyOf(exclaves);
        }
    }

    /**
     * Where it goes.
     *
     * @param scheme     code of the scheme
     * @param founded    the scheme itself where it does not exist yet
     * @param unassigned whether holes are declared nobody's land
     * @param partial    whether grids of the file's levels that are not in it stay as they are; else they are retired
     */
    public record Target(
            String scheme, Optional<Scheme> founded, OutlineRule outline, boolean unassigned, boolean partial) {
        /** Of a file that holds all grids of its levels. */
        public Target(String scheme, Optional<Scheme> founded, OutlineRule outline, boolean unassigned) {
            this(scheme, founded, outline, unassigned, false);
        }
    }
}
