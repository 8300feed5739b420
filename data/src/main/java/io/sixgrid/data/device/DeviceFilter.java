package io.sixgrid.data.device;

import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.data.place.InGrid;
import java.util.Optional;

/**
 * Which devices a list wants; an empty part wants all.
 *
 * @param grid        the grid whose subtree they stand in
 * @param text        a part of the id or the name, upper and lower case alike
 * @param videoPoints whether only video points are wanted
 * @param retired     whether retired ones are wanted instead of those in service
 */
public record DeviceFilter(
        Optional<InGrid> grid,
        Optional<BoundingBox> bbox,
        Optional<String> kind,
        Optional<Presence.State> presence,
        Optional<String> text,
        boolean videoPoints,
        boolean retired) {}
