package io.sixgrid.maps.page;

import io.sixgrid.data.SixgridException;
import java.net.URI;
import java.util.Set;

/**
 * A background of pictures from another server, which the display's browser fetches itself.
 *
 * @param id         a stable word
 * @param name       what people call it
 * @param kind       {@code xyz} or {@code wmts}
 * @param url        with {@code {z}}, {@code {x}} and {@code {y}} in it
 * @param projection {@code EPSG:3857} (WebMercatorQuad) or {@code EPSG:4490}, whose matrix 1 has two tiles beside each
 *     other, as Chinese base maps number them
 */
public record BaseMap(String id, Name name, String kind, String url, String projection, Credit credit) {
    /** What people call it. */
    public record Name(String zh, String en) {}

    /**
     * What its owner asks for.
     *
     * @param text    shown on the map
     * @param maxZoom the deepest matrix it has
     */
    public record Credit(String text, int maxZoom) {}

    public BaseMap {
        if (!Set.of("xyz", "wmts").contains(kind)) {
            throw SixgridException.invalid("baseMaps.kind", "base map " + id + " is not xyz or wmts: " + kind);
        }
        if (!Set.of("EPSG:3857", "EPSG:4490").contains(projection)) {
            throw SixgridException.invalid(
                    "baseMaps.projection", "base map " + id + " is not EPSG:3857 or EPSG:4490: " + projection);
        }
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw SixgridException.invalid("baseMaps.url", "base map " + id + " has no http address: " + url);
        }
    }

    /** Where it comes from: what the page's content security policy must allow. */
    String origin() {
        URI uri = URI.create(url.replaceAll("[{][^}]*[}]", "0"));
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
