package io.sixgrid.ingest.simulate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** One happening at one device, in the words of one vendor: the messages from its beginning to its end. */
final class VendorSpeech {
    private static final List<String> OBJECTS = List.of("person", "person", "person", "car", "bicycle", "dog");
    private static final List<String> ZONES = List.of("gate", "yard", "street", "garage");
    private static final List<String> MOMENTS =
            List.of("RuleEngine/LineDetector/Crossed/&1/1/Fence", "RuleEngine/LineDetector/Crossed/&1/1/Gate");
    private static final List<State> STATES = List.of(
            new State("RuleEngine/CellMotionDetector/Motion/&1/1/Motion", "IsMotion"),
            new State("RuleEngine/FieldDetector/ObjectsInside/&1/1/Yard", "IsInside"),
            new State("VideoSource/GlobalSceneChange/ImagingService/&1", "State"));

    /** A property event of ONVIF: its topic, and the member that says true or false. */
    private record State(String topic, String member) {}

    private final SimulatedDevice device;
    private final String name;
    private final Random random;
    private final String id;
    private final Instant start;
    private int uplinks;

    /**
     * @param name  what the format calls the device
     * @param id    of the happening, of this run alone
     * @param start when it begins
     */
    VendorSpeech(SimulatedDevice device, String name, Random random, String id, Instant start) {
        this.device = device;
        this.name = name;
        this.random = random;
        this.id = id;
        this.start = start;
    }

    /** A line crossed once, or a state that becomes true and, somewhat later, false. */
    List<VendorMessage> onvif() {
        if (random.nextBoolean()) {
            String data = "{\"ObjectId\":\"" + id + "\"}";
            return List.of(onvifMessage(pick(MOMENTS), data));
        }
        State state = pick(STATES);
        return List.of(
                onvifMessage(state.topic(), "{\"" + state.member() + "\":true}"),
                onvifMessage(state.topic(), "{\"" + state.member() + "\":false}"));
    }

    /** An object that is seen, seen better a few times, and gone. */
    List<VendorMessage> frigateEvents() {
        String id = frigateId();
        String label = pick(OBJECTS);
        String zone = pick(ZONES);
        List<VendorMessage> messages = new ArrayList<>();
        messages.add(frigateEvent("new", id, label, zone));
        for (int i = random.nextInt(4); i > 0; i--) {
            messages.add(frigateEvent("update", id, label, zone));
        }
        messages.add(frigateEvent("end", id, label, zone));
        return messages;
    }

    /** A review that may be promoted from detection to alert. */
    List<VendorMessage> frigateReviews() {
        String id = frigateId();
        List<VendorMessage> messages = new ArrayList<>();
        messages.add(frigateReview("new", id, "detection"));
        boolean promoted = random.nextBoolean();
        if (promoted) {
            messages.add(frigateReview("update", id, "alert"));
        }
        messages.add(frigateReview("end", id, promoted ? "alert" : "detection"));
        return messages;
    }

    /** Measured values; one time in ten an alarm, and its release. */
    List<VendorMessage> chirpstack() {
        SensorKind kind = SensorKind.of(device.kind());
        if (random.nextInt(10) > 0) {
            return List.of(uplink(measured(kind.name(), kind.usual(random))));
        }
        return List.of(
                uplink(measured(kind.name(), kind.alarming(random)) + ",\"" + kind.alarm() + "\":\"threshold alarm\""),
                uplink(measured(kind.name(), kind.usual(random)) + ",\"" + kind.alarm()
                        + "\":\"threshold alarm release\""));
    }

    /** An alert that opens, goes on and is closed. */
    List<VendorMessage> nativeAlerts() {
        SensorKind sensor = SensorKind.of(device.kind());
        String kind = device.camera() ? "illegal-parking" : sensor.alarmKind();
        String text = device.camera() ? "机动车违停" : sensor.phrase() + "：" + sensor.alarming(random) + " " + sensor.unit();
        int severity = 1 + random.nextInt(4);
        List<VendorMessage> messages = new ArrayList<>();
        for (String phase : List.of("open", "refresh", "close")) {
            messages.add(new VendorMessage(
                    "sixgrid/v1/alerts/" + device.id(),
                    "{\"id\":\"sim-" + id + "\",\"time\":\"$ISO\",\"kind\":\"" + kind + "\",\"severity\":" + severity
                            + ",\"phase\":\"" + phase + "\",\"message\":\"" + text + "\"}"));
        }
        return messages;
    }

    private VendorMessage onvifMessage(String topic, String data) {
        return new VendorMessage(
                name + "/onvif-ej/" + topic,
                "{\"UtcTime\":\"$ISO\",\"Source\":{\"VideoSource\":\"1\",\"Rule\":\"Rule1\"},\"Data\":" + data + "}");
    }

    private String frigateId() {
        return startSeconds() + "-" + id;
    }

    private VendorMessage frigateEvent(String type, String id, String label, String zone) {
        String end = type.equals("end") ? "$EPOCH" : "null";
        String object = "{\"id\":\"" + id + "\",\"camera\":\"" + name + "\",\"frame_time\":$EPOCH,\"label\":\"" + label
                + "\",\"sub_label\":null,\"top_score\":0.9,\"false_positive\":false,\"start_time\":" + startSeconds()
                + ",\"end_time\":" + end + ",\"score\":0." + (70 + random.nextInt(29)) + ",\"current_zones\":[\"" + zone
                + "\"],\"entered_zones\":[\"" + zone + "\"],\"has_snapshot\":true,\"stationary\":false}";
        return new VendorMessage(
                "frigate/events", "{\"type\":\"" + type + "\",\"before\":" + object + ",\"after\":" + object + "}");
    }

    private VendorMessage frigateReview(String type, String id, String severity) {
        String end = type.equals("end") ? "$EPOCH" : "null";
        String review = "{\"id\":\"" + id + "\",\"camera\":\"" + name + "\",\"start_time\":" + startSeconds()
                + ",\"end_time\":" + end + ",\"severity\":\"" + severity + "\",\"thumb_path\":\"/media/frigate/" + id
                + ".webp\",\"data\":{\"detections\":[\"" + id + "\"],\"objects\":[\"person\"],\"zones\":[\"gate\"]}}";
        return new VendorMessage(
                "frigate/reviews", "{\"type\":\"" + type + "\",\"before\":" + review + ",\"after\":" + review + "}");
    }

    private VendorMessage uplink(String object) {
        UUID uplink = UUID.nameUUIDFromBytes((id + "/" + ++uplinks).getBytes(StandardCharsets.UTF_8));
        return new VendorMessage(
                "application/17c82e96-sim/device/" + name + "/event/up",
                "{\"deduplicationId\":\"" + uplink
                        + "\",\"time\":\"$ISO\",\"deviceInfo\":{\"applicationName\":\"city\","
                        + "\"deviceName\":\"" + device.id() + "\",\"devEui\":\"" + name
                        + "\"},\"fPort\":85,\"object\":{"
                        + object + "},\"rxInfo\":[{\"gatewayId\":\"24e124fffef0aabb\",\"rssi\":-71}]}");
    }

    private String measured(String reading, String value) {
        return "\"battery\":" + (60 + random.nextInt(40)) + ",\"" + reading + "\":" + value;
    }

    private String startSeconds() {
        return String.format(Locale.ROOT, "%.6f", start.toEpochMilli() / 1e3);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
