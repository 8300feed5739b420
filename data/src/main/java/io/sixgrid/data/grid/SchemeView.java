package io.sixgrid.data.grid;

import io.sixgrid.data.place.BoundingBox;
import java.util.List;
import java.util.Optional;

/**
 * A scheme as it is read back, by the boundaries of a moment.
 *
 * @param standard whether it is meant where none is named
 * @param revision the number of its newest revision, 0 before the first
 * @param box      of its outline; empty while no outline applies
 */
public record SchemeView(
        String code,
        String nameZh,
        String nameEn,
        String noteZh,
        String noteEn,
        boolean standard,
        long revision,
        Optional<BoundingBox> box,
        List<LevelView> levels) {
    public SchemeView {
        levels = List.copyOf(levels);
    }

    /**
     * A level of it.
     *
     * @param grids    how many apply
     * @param codeRule by which its codes are made; empty where they are free
     */
    public record LevelView(
            int number,
            String code,
            String nameZh,
            String nameEn,
            boolean tiling,
            int grids,
            Optional<String> codeRule) {}
}
