package io.sixgrid.data.sample;

import io.sixgrid.data.Progress;
import io.sixgrid.data.device.Device;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Scheme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Polygon;

/**
 * The sample city "Dalian High-tech Zone". Real are the codes, names and streets of its 57 communities and the coast
 * (see {@link ZoneOutline}); the rest of the outline and everything inside it is generated, and {@link Scheme} says so.
 *
 * <p>Levels 1 to 3 tile the outline exactly: neighbours share every node. Levels 4 to 6 lie inside their parents; units
 * tile their building exactly.
 *
 * @param outline what level 1 tiles
 * @param grids   all six levels, level 1 first, parents before children, each level by code
 * @param devices cameras, then gateways, then sensors
 */
public record SampleCity(Scheme scheme, Polygon outline, List<Grid> grids, List<Device> devices) {
    /** The day the zone's grids were published. Another seed is another city. */
    private static final long SEED = 20220711;

    public SampleCity {
        grids = List.copyOf(grids);
        devices = List.copyOf(devices);
    }

    /** Always the same city. Takes a few seconds; one thread. */
    public static SampleCity generate(Progress progress) {
        SplittableRandom dice = new SplittableRandom(SEED);
        progress.advance("drawing boundaries", 0, 1);
        TilingPlan plan = TilingPlan.draw(dice.split());
        progress.advance("drawing boundaries", 1, 1);
        BlockPlan blockPlan = new BlockPlan(plan.outline(), plan.coast(), dice.split());

        List<Grid> grids = new ArrayList<>();
        List<PlacedGrid> placed = new ArrayList<>();
        int done = 0;
        for (TilingPlan.Land land : plan.communities()) {
            CommunityGrids built = new CommunityGrids(land, plan.coast(), blockPlan, dice.split());
            grids.addAll(built.grids());
            placed.addAll(built.placed());
            progress.advance("building communities", ++done, plan.communities().size());
        }
        grids.sort(Comparator.comparingInt(Grid::level).thenComparing(Grid::code));
        progress.advance("putting up devices", 0, 1);
        List<Device> devices = new ArrayList<>(CameraPlan.of(placed, plan.coast(), dice.split()));
        devices.addAll(SensorPlan.of(placed, plan.coast(), dice.split()));
        progress.advance("putting up devices", 1, 1);
        return new SampleCity(sixLevels(), plan.outline().polygon(), grids, devices);
    }

    private static Scheme sixLevels() {
        return new Scheme(
                "default",
                "大连高新区",
                "Dalian High-tech Zone",
                "示例城市:社区的代码、名称和海岸线为真实数据,辖区边界及内部的一切均由程序生成,不代表实际情况。",
                "Sample city: codes and names of the communities and the coast are real; the outline and everything"
                        + " inside it is generated and shows nothing that exists.",
                List.of(
                        new Level(1, "community", "社区", "Community", true),
                        new Level(2, "precinct", "片区", "Precinct", true),
                        new Level(3, "grid", "网格", "Base grid", true),
                        new Level(4, "compound", "小区", "Compound", false),
                        new Level(5, "building", "楼栋", "Building", false),
                        new Level(6, "unit", "单元", "Unit", false)));
    }
}
