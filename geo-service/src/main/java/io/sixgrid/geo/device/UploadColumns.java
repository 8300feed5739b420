package io.sixgrid.geo.device;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the columns of a file of devices are called. Upper and lower case, spaces, hyphens, underscores, and what stands in
 * brackets at the end do not matter.
 */
final class UploadColumns {
    static final String ALIAS = "alias:";

    // No X and Y in Chinese: surveyors there call the northing X, programmers the easting.
    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("id", List.of("编号", "设备编号", "设备编码", "编码", "国标编码", "设备ID", "deviceId")),
            Map.entry("name", List.of("名称", "设备名称", "点位名称")),
            Map.entry("kind", List.of("类型", "设备类型", "类别", "type")),
            Map.entry("gateway", List.of("网关", "网关编号", "所属网关")),
            Map.entry("owner", List.of("所属单位", "权属单位", "管理单位", "责任单位")),
            Map.entry("lon", List.of("经度", "lng", "longitude")),
            Map.entry("lat", List.of("纬度", "latitude")),
            Map.entry("x", List.of("东坐标", "横坐标", "easting")),
            Map.entry("y", List.of("北坐标", "纵坐标", "northing")),
            Map.entry("frame", List.of("坐标系", "坐标系统")),
            Map.entry("validFrom", List.of("生效时间", "启用时间", "安装时间")),
            Map.entry("validTo", List.of("失效时间", "停用时间")),
            Map.entry("heading", List.of("朝向", "方位角")),
            Map.entry("viewAngle", List.of("视角", "视场角")),
            Map.entry("rangeMeters", List.of("可视距离", "监控距离")));

    private static final Map<String, String> FIELDS = fields();

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("摄像头", "camera"),
            Map.entry("摄像机", "camera"),
            Map.entry("监控", "camera"),
            Map.entry("视频点位", "camera"),
            Map.entry("网关", "gateway"),
            Map.entry("井盖", "manhole"),
            Map.entry("垃圾桶", "bin"),
            Map.entry("烟感", "smoke"),
            Map.entry("消火栓", "hydrant"),
            Map.entry("燃气", "gas"),
            Map.entry("水位", "water-level"),
            Map.entry("噪声", "noise"),
            Map.entry("PM2.5", "pm25"));

    private UploadColumns() {}

    /** The field that a column of that name holds; empty when the name is not known. */
    static Optional<String> field(String header) {
        String name = header.strip().replace('：', ':');
        int colon = name.indexOf(':');
        if (colon > 0 && (plain(name.substring(0, colon)).equals("alias") || name.startsWith("别名"))) {
            String format = name.substring(colon + 1).strip();
            return format.isEmpty() ? Optional.empty() : Optional.of(ALIAS + format);
        }
        return Optional.ofNullable(FIELDS.get(plain(name)));
    }

    /** The word for a kind that people say in Chinese; what is said otherwise stays as it is. */
    static String kind(String said) {
        return KINDS.getOrDefault(said, said);
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        NAMES.forEach((field, names) -> {
            fields.put(plain(field), field);
            names.forEach(name -> fields.put(plain(name), field));
        });
        return Map.copyOf(fields);
    }

    private static String plain(String name) {
        return name.strip()
                .replaceAll("[(（\\[].*$", "")
                .replaceAll("[\\s_-]", "")
                .toLowerCase(Locale.ROOT);
    }
}
