package io.sixgrid.maps.live;

import io.sixgrid.data.alert.Alert;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.incident.Incident;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What the stream reads.
 *
 * @param changes   the stream of committed changes
 * @param alerts    present state of alerts by id, those that exist
 * @param incidents present state of incidents by id, those that exist
 * @param edition   names the boundaries in force: when it differs, those on screens are old
 */
public record LiveSource(
        ChangeStore changes,
        Function<Collection<Long>, List<Alert>> alerts,
        Function<Collection<Long>, List<Incident>> incidents,
        LongSupplier edition) {}
