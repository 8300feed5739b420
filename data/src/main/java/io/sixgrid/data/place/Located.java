package io.sixgrid.data.place;

import java.util.List;

/**
 * Where a point is.
 *
 * @param chain      the grids that contain it, level 1 first, as deep as there is one; empty outside every grid
 * @param onBoundary whether it lies on the border of a leaf (a tiling grid without tiling grids below it) or of a
 *                   contained grid
 * @param touching   on a boundary, every such grid that covers the point, its border included, but for those of the chain
 *                   that hold it in their interior; in order of level and code
 */
public record Located(List<GridRef> chain, boolean onBoundary, List<GridRef> touching) {
    public Located {
        chain = List.copyOf(chain);
        touching = List.copyOf(touching);
    }

    /** Whether any grid contains the point. */
    public boolean inside() {
        return !chain.isEmpty();
    }

    /** The ids of the chain, level 1 first. */
    public List<Long> chainIds() {
        return chain.stream().map(GridRef::id).toList();
    }
}
