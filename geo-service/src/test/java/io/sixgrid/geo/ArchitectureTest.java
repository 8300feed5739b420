package io.sixgrid.geo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.sixgrid",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
final class ArchitectureTest {
    /** In a whole build other modules' tests come as jars, which {@code DoNotIncludeTests} does not know. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule data_knows_nobody = noClasses()
            .that()
            .resideInAPackage("io.sixgrid.data..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.sixgrid.ingest..", "io.sixgrid.maps..", "io.sixgrid.geo..");

    @ArchTest
    static final ArchRule ingest_knows_data_only = noClasses()
            .that()
            .resideInAPackage("io.sixgrid.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.sixgrid.maps..", "io.sixgrid.geo..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule maps_knows_data_only = noClasses()
            .that()
            .resideInAPackage("io.sixgrid.maps..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.sixgrid.ingest..", "io.sixgrid.geo..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule data_has_no_http_and_no_mqtt = noClasses()
            .that()
            .resideInAPackage("io.sixgrid.data..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "org.eclipse.paho..", "org.apache.activemq..");

    @ArchTest
    static final ArchRule features_form_no_cycles =
            slices().matching("io.sixgrid.(*).(*)..").should().beFreeOfCycles();

    // What is nested in a store is part of it; *Rows read what a store asked. Wiring hands JDBI on without asking it
    // anything.
    @ArchTest
    static final ArchRule only_stores_speak_sql = noClasses()
            .that()
            .haveNameNotMatching("io\\.sixgrid\\..*(Store|Rows)(\\$.*)?")
            .and()
            .resideOutsideOfPackages("io.sixgrid.data.db..", "io.sixgrid.data.cluster..")
            .and()
            .haveNameNotMatching(
                    "io\\.sixgrid\\.geo\\.(Sixgrid|MqttSide|DeviceSide|BoundarySide|RedrawSide|BrokerProcess|IngestProcess|Drain|ImportCommand|ExportCommand|LocateCommand|TokenCommand)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..", "org.postgresql..");

    @ArchTest
    static final ArchRule only_routes_speak_http = noClasses()
            .that()
            .resideInAPackage("io.sixgrid.geo..")
            .and()
            .haveNameNotMatching("io\\.sixgrid\\.geo\\..*Routes(\\$.*)?")
            .and()
            .resideOutsideOfPackage("io.sixgrid.geo.http..")
            .and()
            .haveNameNotMatching("io\\.sixgrid\\.geo\\.(Sixgrid|DeviceSide|BoundarySide|RedrawSide|Problems)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = classes()
            .that()
            .resideInAPackage("io.sixgrid..")
            .should()
            .haveNameNotMatching(".*[.$]([A-Za-z]*(Utils?|Helper|Manager|Impl)|(Base|Abstract)[A-Z][A-Za-z]*)")
            .orShould()
            .haveNameMatching(".*[.$]BaseMap");
}
