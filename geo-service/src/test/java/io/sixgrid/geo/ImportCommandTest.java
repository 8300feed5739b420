package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.Json;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgisTest
final class ImportCommandTest {
    private static final List<String> WARDS =
            List.of("--scheme", "wards", "--level", "ward", "--field", "1.code=district", "--reason", "survey");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void dry_run_then_accept_then_a_second_edition_for_a_future_date(TestDatabase database) throws IOException {
        // Half a metre between the two.
        Path file = new TinyFile()
                .add("code=A,name=甲,district=D", 121.5, 38.8, 121.509994, 38.81)
                .add("code=B,name=乙,district=D", 121.51, 38.8, 121.52, 38.81)
                .write(folder);
        List<String> founding = new ArrayList<>(WARDS);
        founding.addAll(List.of(
                "--levels",
                "district:区:District,ward:片:Ward",
                "--outline",
                outline().toString(),
                "--effective",
                "2026-01-01"));
        assertThat(run(database, file, founding, "--dry-run")).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "code = code (by its name)",
                        "1.code = district",
                        "1 repair proposed",
                        "next: to accept all proposed repairs: --repair 0.53;",
                        "not proven");
        assertThat(revisions(database)).isZero();

        assertThat(run(database, file, founding, "--repair", "1", "--dry-run")).isZero();
        assertThat(revisions(database)).isZero();
        Path report = folder.resolve("report.json");
        assertThat(run(database, file, founding, "--repair", "1", "--report", report.toString()))
                .as(out + "" + err)
                .isZero();
        assertThat(out.toString()).contains("1 repair made", "3 grids written in revision");
        assertThat(Json.mapper()
                        .readTree(Files.readString(report))
                        .at("/repairs/0/geometry/type")
                        .asText())
                .isNotEmpty();

        Path second = new TinyFile()
                .add("code=A,name=甲,district=D", 121.5, 38.8, 121.51, 38.81)
                .add("code=B,name=丙,district=D", 121.51, 38.8, 121.52, 38.81)
                .write(folder);
        assertThat(run(database, second, WARDS, "--repair", "1", "--effective", "2040-01-01"))
                .as(out + "" + err)
                .isZero();
        assertThat(out.toString()).contains("1 renamed");
        assertThat(run(database, second, WARDS, "--repair", "1", "--effective", "2040-01-01"))
                .isZero();
        assertThat(out.toString()).contains("it is what is published");
        assertThat(revisions(database)).isEqualTo(2);
    }

    @Test
    void a_ring_that_no_width_accepts_is_offered_by_its_id(TestDatabase database) throws IOException {
        Path file = new TinyFile()
                .add("code=A,name=甲,district=D", 121.5, 38.8, 121.52, 38.81)
                .write(folder);
        String ring = Files.readString(file);
        Files.writeString(file, ring.replace("[121.52,38.81]", "[121.52,38.81],[121.53,38.81],[121.52,38.81]"));
        List<String> founding = new ArrayList<>(WARDS);
        founding.addAll(List.of("--levels", "district:区:District,ward:片:Ward", "--outline", "union"));
        assertThat(run(database, file, founding, "--dry-run")).isEqualTo(1);
        assertThat(out.toString())
                .doesNotContain("--repair")
                .contains("next: to accept repairs, look at the widest first: --accept ring-");
    }

    @Test
    void an_exclave_is_said_by_its_code_as_the_report_offers(TestDatabase database) throws IOException {
        Path file = new TinyFile()
                .add("code=A,district=D", 121.5, 38.8, 121.51, 38.81)
                .add("code=B,district=E", 121.51, 38.8, 121.52, 38.81)
                .add("code=C,district=D", 121.52, 38.8, 121.53, 38.81)
                .write(folder);
        List<String> founding = new ArrayList<>(WARDS);
        founding.addAll(List.of("--levels", "district:区:District,ward:片:Ward", "--outline", "union"));
        assertThat(run(database, file, founding)).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "1 finding that refuses it",
                        "next: where a grid may lie in several parts, say why: --exclave D=");
        assertThat(run(database, file, founding, "--exclave", "D=")).isEqualTo(1);
        assertThat(err.toString()).contains("an exclave is said as CODE=REASON");
        assertThat(run(database, file, founding, "--exclave", "D=beyond the river, = since 1950"))
                .as(out + "" + err)
                .isZero();
    }

    @Test
    void a_wrong_option_is_one_sentence(TestDatabase database) throws IOException {
        Path file = new TinyFile().add("code=A", 121.5, 38.8, 121.51, 38.81).write(folder);
        assertThat(run(database, file, List.of("--level", "1"), "--dry-run")).isEqualTo(1);
        assertThat(err.toString()).contains("no scheme with code default; to found it say its levels with levels");
        assertThat(run(database, file, WARDS, "--repair", "wide")).isEqualTo(1);
        assertThat(err.toString()).contains("repair is not a number of metres: wide");
        assertThat(run(database, file, List.of(), "--effective", "tomorrow")).isEqualTo(1);
        assertThat(err.toString()).contains("effective is neither a date");
    }

    private Path outline() throws IOException {
        return Files.move(
                new TinyFile()
                        .add("name=all", 121.5, 38.8, 121.52, 38.81)
                        .write(Files.createTempDirectory(folder, "o")),
                folder.resolve("outline.geojson"));
    }

    private int run(TestDatabase database, Path file, List<String> common, String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of("import", file.toString()));
        arguments.addAll(common);
        arguments.addAll(List.of(more));
        Map<String, String> environment = Map.of(
                "SIXGRID_DATABASE_URL", database.address().url(),
                "SIXGRID_DATABASE_USER", database.address().user(),
                "SIXGRID_DATABASE_PASSWORD", database.address().password());
        return Main.run(
                environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private static int revisions(TestDatabase database) {
        return database.jdbi()
                .withHandle(h -> h.createQuery("select count(*) from revision")
                        .mapTo(Integer.class)
                        .one());
    }
}
