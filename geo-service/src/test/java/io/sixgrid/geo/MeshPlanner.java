package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.file.ShapeJson;
import io.sixgrid.data.redraw.DraftCity;
import io.sixgrid.geo.identity.Role;
import io.sixgrid.geo.identity.TokenStore;
import java.nio.charset.StandardCharsets;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;

/** Whoever redraws the mesh of {@link DraftCity} over HTTP, and what they send. */
final class MeshPlanner {
    private MeshPlanner() {}

    /** Somebody with a token of that role, and the name of the role. */
    static Asker holder(RunningService service, TestDatabase database, Role role) {
        String token = new TokenStore(database.jdbi()).create(role.code(), role, new Author("test", DraftCity.FOUNDED));
        return service.asker().with("Authorization", "Bearer " + token);
    }

    /** Posts JSON with ' for quotation marks. */
    static Asker.Reply post(Asker planner, String path, String json) {
        return planner.post(path, json.replace('\'', '"'));
    }

    /** Opens a draft of the mesh, {@code more} members said besides; answers its path. */
    static String open(Asker planner, String more) {
        Asker.Reply reply = post(planner, "/api/v1/drafts", "{'scheme':'mesh','title':'spring'" + more + "}");
        assertThat(reply.status()).as(reply.detail()).isEqualTo(201);
        return reply.whole().headers().firstValue("Location").orElseThrow();
    }

    /** The first corner of a grid, as JSON has it. */
    static String corner(String code) {
        Coordinate corner = shape(code).getCoordinates()[0];
        return corner.x + "," + corner.y;
    }

    private static Geometry shape(String code) {
        return DraftCity.MESH.grids().stream()
                .filter(grid -> grid.code().equals(code))
                .findFirst()
                .orElseThrow()
                .shape();
    }

    /** G0-0 as it is, moved to begin at that longitude, with another name. */
    static byte[] file(double west) {
        ObjectNode root = Json.mapper().createObjectNode().put("type", "FeatureCollection");
        ObjectNode feature = root.putArray("features").addObject().put("type", "Feature");
        feature.putObject("properties").put("code", "G0-0").put("name", "南湾").put("above", "D0-0");
        feature.set(
                "geometry",
                ShapeJson.of(
                        AffineTransformation.translationInstance(west - 121, 0).transform(shape("G0-0"))));
        return Json.text(root).getBytes(StandardCharsets.UTF_8);
    }
}
