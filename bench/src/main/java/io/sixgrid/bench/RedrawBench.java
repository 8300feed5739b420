package io.sixgrid.bench;

import io.sixgrid.data.db.Database;
import java.io.IOException;
import java.util.List;

/**
 * Drafts: what proving an edit costs among few grids and among many, how long planners wait for an operation, and how long a
 * campaign takes to publish with a year's incidents in place.
 */
final class RedrawBench {
    private static final int CONNECTIONS = 4;

    private RedrawBench() {}

    /** @param wanted {@code --quick}: fewer of everything, and 10,000 leaves instead of 40,000 */
    static void measure(List<String> wanted) throws IOException {
        boolean quick = wanted.contains("--quick");
        NodeMoves.measure(45, quick ? 100 : 200);
        try (BenchDatabase city = new BenchDatabase(false);
                Database database = new Database(city.fresh(), CONNECTIONS)) {
            DraftMix.measure(database.jdbi(), quick ? 25 : 80);
            new CampaignRun(database.jdbi()).measure(quick ? 20_000 : 100_000);
        }
    }
}
