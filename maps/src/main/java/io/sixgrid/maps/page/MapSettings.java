package io.sixgrid.maps.page;

import java.time.ZoneId;
import java.util.List;

/**
 * What is configured of the page.
 *
 * @param zone     the city's time zone: all times on the page are told in it
 * @param baseMaps backgrounds to choose from; without any the page needs no other server
 */
public record MapSettings(ZoneId zone, List<BaseMap> baseMaps) {
    /** No base map; times of China. */
    public static final MapSettings DEFAULT = new MapSettings(ZoneId.of("Asia/Shanghai"), List.of());

    public MapSettings {
        baseMaps = List.copyOf(baseMaps);
    }
}
