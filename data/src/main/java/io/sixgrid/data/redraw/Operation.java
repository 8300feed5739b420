package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;

/**
 * One step of a draft. It names nodes by their position, edges by where they begin, grids by their codes: what it names are
 * its preconditions when it is replayed on other boundaries. Immutable.
 */
public interface Operation {
    /** The word for programs, e.g. {@code move-node}; {@link OperationReader} reads what belongs to it. */
    String kind();

    /**
     * Says what it wants changed. Nothing is proven yet, and nothing derived.
     *
     * @param sketch as it is before; not to be changed
     * @throws SixgridException (INVALID) that names the field when the sketch has not what it names; (CONFLICT) when what it
     *                          names is there and cannot be changed so
     */
    void propose(Sketch sketch, Changes changes);
}
