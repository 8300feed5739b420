package io.sixgrid.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.DecodedPresence;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the words of a format file mean, each tried on a format of a few lines. */
final class PayloadFormatTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-22T08:30:00.25Z");

    @Test
    void xml_is_members_arrays_attributes_and_text() {
        String xml =
                "<a:Notify xmlns:a='urn:x' version='1'><Dev>d1</Dev><N unit='C'>2.5</N><P>1</P><P>2</P><No/></a:Notify>";
        String yaml = """
                device: /Dev
                rules:
                  - when: { absent: /No, present: /P/1 }
                    readings:
                      - { name: "{root}-{/@version}", value: "/N/#text", unit: /N/@unit }
                """;
        assertThat(understood("body: xml\n" + yaml, xml).readings())
                .containsExactly(new DecodedReading("d1", "Notify-1", 2.5, Optional.of("C"), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"GB2312, GB18030", "gbk, GBK", "UTF-8, UTF-8", "UTF-16, UTF-16"})
    void xml_is_read_in_the_encoding_that_it_declares(String declared, String written) {
        // The second character is in no GB2312, whatever the declaration says.
        String xml = "<?xml version=\"1.0\" encoding=\"" + declared + "\"?><N><D>区镕</D></N>";
        Understood message =
                (Understood) decode("body: xml\ndevice: /D\n" + EVENT, arrival(xml.getBytes(Charset.forName(written))));
        assertThat(message.events().get(0).said().device()).isEqualTo("区镕");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<N><D>1</D> | ",
                "<N>&big;</N> | ",
                "<!DOCTYPE N [<!ENTITY big 'x'>]><N>&big;</N> | document type",
                "<!DOCTYPE N SYSTEM 'http://127.0.0.1:1/x.dtd'><N/> | document type",
                "{\"D\":1} | ",
            })
    void xml_that_is_broken_or_declares_a_document_type_is_refused(String xml, String detail) {
        NotUnderstood not = notUnderstood("body: xml\ndevice: /D\n" + EVENT, xml);
        assertThat(not.reason()).isEqualTo(Reason.NOT_XML);
        assertThat(not.detail()).contains(detail == null ? "" : detail);
    }

    @Test
    void xml_nested_without_end_is_refused() {
        String xml = "<a>".repeat(5_000) + "</a>".repeat(5_000);
        assertThat(notUnderstood("body: xml\ndevice: /D\n" + EVENT, xml).detail())
                .contains("deep");
    }

    @ParameterizedTest
    @CsvSource({"' <N><D>x</D></N>', x", "'{\"D\":\"j\"}', j"})
    void a_body_is_the_first_of_a_list_that_it_can_be(String body, String device) {
        Understood message = understood("body: [json, xml]\ndevice: /D\n" + EVENT, body);
        assertThat(message.events().get(0).said().device()).isEqualTo(device);
    }

    @Test
    void text_stands_at_the_empty_pointer_and_in_the_capture_body() {
        String yaml = """
                body: [json, text]
                device: "{device}"
                rules:
                  - when: { is: { "": [online, offline] } }
                    presence: "{body}"
                """;
        assertThat(understood(yaml, "online\n").presences())
                .containsExactly(new DecodedPresence("d", true, Optional.empty()));
        assertThat(notUnderstood(yaml, "sleeping").reason()).isEqualTo(Reason.NO_RULE);
    }

    @Test
    void a_loop_over_an_array_gives_each_element_its_own_device_and_time() {
        String yaml = """
                rules:
                  - events:
                      - each: { in: /list }
                        device: ./dev
                        time: { from: ./at, form: epoch }
                        kind: "{./type}-{name}"
                        severity: 3
                """;
        String body =
                "{\"list\":[{\"dev\":\"a\",\"at\":1795334400,\"type\":\"leak\"},null,{\"dev\":\"b\",\"type\":\"dry\"}]}";
        assertThat(understood(yaml, body).events())
                .extracting(event -> event.said().device() + " " + event.said().kind())
                .containsExactly("a leak-0", "b dry-2");
        assertThat(understood(yaml, body).events())
                .extracting(DecodedEvent::time)
                .containsExactly(Optional.of(Instant.parse("2026-11-22T08:00:00Z")), Optional.empty());
    }

    @Test
    void a_loop_over_members_takes_them_whole_when_something_in_it_looks_into_them() {
        String body = "{\"s\":{\"t\":{\"v\":1.5},\"h\":{\"v\":2}}}";
        String whole = "device: \"{device}\"\nrules: [{readings: [{each: {in: /s}, name: \"{name}\", value: ./v}]}]";
        assertThat(understood(whole, body).readings())
                .extracting(DecodedReading::name)
                .containsExactly("t", "h");
        String leaves = whole.replace("./v", "\"{value}\"");
        assertThat(understood(leaves, body).readings())
                .extracting(DecodedReading::name)
                .containsExactly("t.v", "h.v");
    }

    @Test
    void a_single_element_of_xml_is_a_list_of_one_where_the_format_says_so() {
        String yaml = """
                body: xml
                rules:
                  - events:
                      - { each: { in: /I, list: true }, device: ./@d, kind: k, severity: 3 }
                """;
        assertThat(understood(yaml, "<L><I d='a'/></L>").events()).hasSize(1);
        assertThat(understood(yaml, "<L><I d='a'/><I d='b'/></L>").events()).hasSize(2);
        assertThat(understood(yaml, "<L><J/></L>").events()).isEmpty();
    }

    @Test
    void what_mqtt_says_beside_the_body_is_a_capture() {
        String yaml = """
                key: "{fingerprint}"
                device: "{property:ce-source}"
                rules:
                  - when: { is: { "{contentType}": "application/*" }, retained: true }
                    events:
                      - { kind: k, severity: 3, text: "{topic} {received} {receivedSecond} {retained} {property:none|-}" }
                """;
        Arrival.Properties properties =
                new Arrival.Properties(Optional.of("application/json"), Map.of("ce-source", "pump"));
        Arrival kept = new Arrival("t/d", bytes("{}"), RECEIVED, true, properties);
        Understood message = (Understood) decode(yaml, kept);
        assertThat(message.events().get(0).said().device()).isEqualTo("pump");
        assertThat(message.events().get(0).said().text())
                .contains("t/d 2026-11-22T08:30:00.250Z 2026-11-22T08:30:00Z true -");
        assertThat(message.id().key()).isEqualTo(kept.fingerprint());
        Arrival news = new Arrival("t/d", bytes("{}"), RECEIVED, false, properties);
        assertThat(((NotUnderstood) decode(yaml, news)).reason()).isEqualTo(Reason.NO_RULE);
    }

    @ParameterizedTest
    @CsvSource({
        "20261122160000, 2026-11-22T08:00:00Z",
        "20261122T080000Z, 2026-11-22T08:00:00Z",
        "20261122T160000.5+0800, 2026-11-22T08:00:00.5Z",
        "2026-11-22 16:00:00, 2026-11-22T08:00:00Z",
        "22/11/2026 16:00, 2026-11-22T08:00:00Z",
        "1795334400, 2026-11-22T08:00:00Z",
    })
    void a_time_is_read_in_the_first_form_that_fits(String said, Instant time) {
        String yaml = """
                device: "{device}"
                time: { from: /t, form: [iso, compact, { pattern: "dd/MM/yyyy HH:mm" }, epoch], zone: Asia/Shanghai }
                """ + EVENT;
        assertThat(understood(yaml, "{\"t\":\"" + said + "\"}").events().get(0).time())
                .contains(time);
        assertThat(notUnderstood(yaml, "{\"t\":\"noon\"}").detail())
                .isEqualTo("time is not ISO 8601 or yyyyMMddHHmmss or dd/MM/yyyy HH:mm or a number: noon");
    }

    private static final String EVENT = "rules: [{ events: [{ kind: k, severity: 3 }] }]";

    private static Understood understood(String yaml, String body) {
        return (Understood) decode(yaml, arrival(bytes(body)));
    }

    private static NotUnderstood notUnderstood(String yaml, String body) {
        return (NotUnderstood) decode(yaml, arrival(bytes(body)));
    }

    private static DecodedMessage decode(String yaml, Arrival arrival) {
        PayloadFormat format = FormatFile.parse(bytes("name: tried\ntopic: t/{device}\n" + yaml));
        return format.decode(arrival).orElseThrow();
    }

    private static Arrival arrival(byte[] payload) {
        return new Arrival("t/d", payload, RECEIVED, false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
