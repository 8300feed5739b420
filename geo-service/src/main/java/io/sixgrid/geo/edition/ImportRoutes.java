package io.sixgrid.geo.edition;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.Progress;
import io.sixgrid.data.edition.EditionImport;
import io.sixgrid.data.edition.ImportOrder;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.FileBody;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.identity.IdentityRoutes;
import io.sixgrid.geo.identity.Role;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes a file of boundaries: {@code POST /api/v1/imports}, the file as the body. */
public final class ImportRoutes {
    private final EditionImport imports;
    private final FileBody files;
    private final ZoneId zone;
    private final Clock clock;

    /** @param zone of dates that name no time */
    public ImportRoutes(EditionImport imports, FileBody files, ZoneId zone, Clock clock) {
        this.imports = imports;
        this.files = files;
        this.zone = zone;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.post("/api/v1/imports", this::take);
    }

    private void take(Context ctx) {
        List<String> names = new ArrayList<>(ImportWords.NAMES);
        names.addAll(ImportWords.fieldNames());
        names.add("name");
        Query query = Query.repeating(ctx, ImportWords.EXCLAVE, names.toArray(String[]::new));
        Map<String, String> words = new LinkedHashMap<>();
        query.texts(ImportWords.EXCLAVE).forEach(exclave -> ImportWords.declare(exclave, words));
        names.forEach(name -> query.text(name).ifPresent(text -> words.put(name, text)));
        ImportOrder order = new ImportWords(
                        words,
                        new ImportWords.Asking(
                                query.text("name").orElse("the file"),
                                IdentityRoutes.author(ctx, clock).name(),
                                clock.instant(),
                                zone,
                                false))
                .order();
        if (order.publication().isPresent()) {
            // A planner may see what would come of it.
            IdentityRoutes.require(ctx, Role.APPROVER);
        }
        files.use(ctx, file -> Answer.json(ctx, ImportJson.of(imports.run(file, order, Progress.SILENT))));
    }
}
