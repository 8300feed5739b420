package io.sixgrid.data.file;

import io.sixgrid.data.SixgridException;
import java.util.List;
import java.util.Optional;

/**
 * The layers of a file, of which one is read.
 *
 * @param <T> what its reader needs of a layer
 */
record Layers<T>(Source source, List<Layer<T>> all) {
    /**
     * @param polygons whether it may hold any
     */
    record Layer<T>(String name, boolean polygons, T what) {}

    /** The one that is wanted; without a wish the only one, or the only one with polygons. */
    Layer<T> choose(Optional<String> wanted) {
        if (all.isEmpty()) {
            throw source.wrong("it has no layer of features");
        }
        if (wanted.isPresent()) {
            return all.stream()
                    .filter(layer -> layer.name().equals(wanted.get()))
                    .findFirst()
                    .orElseThrow(() -> SixgridException.invalid(
                            "layer", source.name() + " has no layer " + wanted.get() + " but " + names(all)));
        }
        if (all.size() == 1) {
            return all.get(0);
        }
        List<Layer<T>> polygons = all.stream().filter(Layer::polygons).toList();
        if (polygons.size() == 1) {
            return polygons.get(0);
        }
        throw SixgridException.invalid(
                "layer", source.name() + " has several layers, name one of them with --layer: " + names(all));
    }

    private static <T> String names(List<Layer<T>> layers) {
        return String.join(", ", layers.stream().map(Layer::name).toList());
    }
}
