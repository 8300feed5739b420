package io.sixgrid.data.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.grid.Finding.Kind;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

final class BreaksTest {
    @Test
    void probe() {
        MeshDraft d = new MeshDraft();
        System.out.println(d.verdict().findings().size() + " " + d.flagged(0) + " " + d.flagged(0.5) + " "
                + d.flagged(1) + " " + d.flagged(5));
        // eastward border of row 10 between C9-10 (south) and C10-10 (north)
        Coordinate v = d.grid("C10-10").shape().getCoordinates()[4];
        for (int u : new int[] {1, 27, 270, -1, -27, -270}) {
            MeshDraft m = new MeshDraft().move("C10-10", v, u);
            show("move " + u, m);
        }
        Coordinate node = d.grid("C10-10").shape().getCoordinates()[0];
        for (int u : new int[] {1, 27}) {
            MeshDraft m = new MeshDraft()
                    .move("C10-10", node, u)
                    .move("C9-10", node, u)
                    .move("C10-9", node, u);
            show("node in 3 of 4 " + u, m);
            m = new MeshDraft()
                    .move("C10-10", node, u)
                    .move("C9-10", node, u)
                    .move("C10-9", node, u)
                    .move("C9-9", node, u);
            show("node in all " + u, m);
        }
        MeshDraft m = new MeshDraft();
        m.grids.removeIf(g -> g.code().equals("C10-10"));
        show("removed", m);
        m = new MeshDraft();
        m.change("C10-10", s -> MeshDraft.inserted(s, 4, mid(s.getCoordinates()[4], s.getCoordinates()[5])));
        show("T", m);
        m = new MeshDraft();
        m.change("C0-0", s -> MeshDraft.inserted(s, 4, mid(s.getCoordinates()[4], s.getCoordinates()[5])));
        show("T outline", m);
        assertThat(Kind.GAP.refuses()).isTrue();
    }

    private static Coordinate mid(Coordinate a, Coordinate b) {
        return new Coordinate(
                io.sixgrid.data.place.Lattice.round((a.x + b.x) / 2),
                io.sixgrid.data.place.Lattice.round((a.y + b.y) / 2));
    }

    private static void show(String name, MeshDraft m) {
        System.out.println(name + ": " + m.flagged(0) + " " + m.flagged(0.05) + " " + m.flagged(0.5) + " "
                + m.flagged(1) + " " + m.flagged(5));
        m.verdict()
                .findings()
                .forEach(f ->
                        System.out.println("   " + f.kind() + " " + f.codes() + " " + f.sentence() + " " + f.where()));
    }
}
