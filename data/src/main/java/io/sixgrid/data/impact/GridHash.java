package io.sixgrid.data.impact;

import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.place.Lattice;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;

/**
 * SHA-256 over the canonical bytes of a grid: equal exactly where two grids are the same in code, names, parent, facts and
 * every vertex, however their rings were written down (docs/redraw.md has the bytes).
 *
 * @param hex 64 digits
 */
public record GridHash(String hex) {
    /** The length of a text that is not there. */
    private static final int ABSENT = -1;

    /** Of one grid. */
    public static GridHash of(Grid grid) {
        return sha(canonical(grid));
    }

    /** Of several, in the order given: SHA-256 over their 32 bytes each. */
    public static GridHash of(Collection<GridHash> hashes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(hashes.size() * 32);
        hashes.forEach(hash -> bytes.writeBytes(HexFormat.of().parseHex(hash.hex())));
        return sha(bytes.toByteArray());
    }

    private static GridHash sha(byte[] bytes) {
        try {
            return new GridHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] canonical(Grid grid) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, grid.code());
            out.writeInt(grid.level());
            text(out, grid.name());
            text(out, grid.shortName());
            text(out, grid.parent());
            Grid.Facts facts = grid.facts();
            out.writeInt(facts.people().size());
            for (String one : facts.people()) {
                text(out, one);
            }
            Integer households = facts.households();
            out.writeInt(households == null ? ABSENT : households);
            text(out, facts.areaClass());
            text(out, facts.exclave());
            out.writeInt(facts.more().size());
            for (Map.Entry<String, String> one : new TreeMap<>(facts.more()).entrySet()) {
                text(out, one.getKey());
                text(out, one.getValue());
            }
            out.write(shape(grid.shape()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** In UTF-8, its length in bytes before it. */
    private static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(ABSENT);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * WKB of a multipolygon, big-endian, two dimensions, no SRID: each ring begins at its westernmost, then southernmost
     * vertex, shells clockwise and holes the other way; holes and parts in order.
     */
    private static byte[] shape(Geometry shape) {
        Polygon[] parts = new Polygon[shape.getNumGeometries()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = (Polygon) shape.getGeometryN(i);
        }
        // norm() copies first: what is hashed is never changed.
        Geometry normal = Lattice.FACTORY.createMultiPolygon(parts).norm();
        return new WKBWriter(2, ByteOrderValues.BIG_ENDIAN, false).write(normal);
    }
}
