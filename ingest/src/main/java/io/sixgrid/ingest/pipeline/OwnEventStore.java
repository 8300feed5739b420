package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.EventStore;
import io.sixgrid.data.alert.MessageId;
import io.sixgrid.data.alert.NewEvent;
import io.sixgrid.data.alert.Reported;
import io.sixgrid.data.device.DeviceName;
import io.sixgrid.data.device.DeviceStore;
import io.sixgrid.data.device.RegisteredDevice;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import io.sixgrid.ingest.mqtt.Inbound;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Events that Sixgrid makes itself of registered devices, placed like those that messages bring. Whoever makes one holds a
 * lock under which nobody makes it again, so no message guards it.
 */
final class OwnEventStore {
    private final String topic;
    private final Placing placing;

    /** @param topic by which their history tells that no device sent them */
    OwnEventStore(String topic, Placing placing) {
        this.topic = topic;
        this.placing = placing;
    }

    /**
     * One of them.
     *
     * @param id       a source that no format may take, and what tells it apart in that source
     * @param said     of the device's registered id
     * @param at       when it happened
     * @param received when that was found out
     */
    record Own(MessageId id, Reported said, Instant at, Instant received) {
        private DeviceName device() {
            return new DeviceName(id.source(), said.device(), at);
        }
    }

    /** The events, with ids of their own and placed, in the transaction of {@code handle}. */
    List<NewEvent> make(Handle handle, List<Own> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Map<DeviceName, RegisteredDevice> devices =
                DeviceStore.resolve(handle, events.stream().map(Own::device).collect(Collectors.toSet()));
        List<Long> ids = EventStore.newIds(handle, events.size());
        List<NewEvent> made = new ArrayList<>();
        for (Own own : events) {
            DecodedEvent event = new DecodedEvent(own.said(), Optional.of(own.at()), Optional.empty());
            made.add(placing.place(
                    ids.get(made.size()), message(own, event), event, Optional.ofNullable(devices.get(own.device()))));
        }
        return made;
    }

    private Incoming message(Own own, DecodedEvent event) {
        byte[] text = own.said().text().orElse("").getBytes(StandardCharsets.UTF_8);
        Inbound inbound = new Inbound(new Arrival(topic, text, own.received(), false), () -> {});
        return Incoming.of(inbound, new Understood(own.id(), List.of(event), List.of(), List.of()));
    }
}
