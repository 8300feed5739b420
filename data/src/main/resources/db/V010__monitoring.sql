-- Sensors that are watched: rules, the newest value of each sensor, and what is crossed now
-- (docs/decisions/013-monitoring.md).

-- What is watched, and what is said when it goes wrong. Type threshold: a reading above or below a value. Type silence: a
-- device that says nothing for longer than its interval.
create table rule (
    id            bigint generated always as identity primary key,
    type          text        not null check (type in ('threshold', 'silence')),
    name          text        not null unique check (length(name) between 1 and 100),
    note          text        not null default '',
    kinds         text        check (kinds <> ''),
    grid_id       bigint      references grid,
    priority      integer     not null default 0,
    readings      text        check (readings <> ''),
    units         text        check (units <> ''),
    side          text        check (side in ('above', 'below')),
    bound         float8,
    clear         float8,
    hold_millis   bigint      check (hold_millis between 0 and 604800000),
    time_from     time,
    time_to       time,
    silent_millis bigint      check (silent_millis between 1000 and 31622400000),
    alert_kind    text        not null check (alert_kind ~ '^[a-z0-9][a-z0-9-]*$'),
    severity      smallint    not null check (severity between 1 and 4),
    text          text        not null check (text <> ''),
    enabled       boolean     not null default true,
    origin        text        not null default 'custom' check (origin in ('default', 'custom')),
    initial       jsonb,
    changed       timestamptz not null default now(),
    changed_by    text        not null default 'sixgrid',
    check ((time_from is null) = (time_to is null) and (time_from is null or time_from <> time_to)),
    check (case when type = 'silence'
        then silent_millis is not null and num_nonnulls(readings, units, side, bound, clear, hold_millis, time_from) = 0
        else silent_millis is null and num_nulls(readings, side, bound, clear, hold_millis) = 0 end),
    check (case side when 'above' then clear <= bound when 'below' then clear >= bound else true end)
);
comment on column rule.kinds is 'Kinds of devices, alternatives by |, * for anything, upper and lower case alike; null for all.';
comment on column rule.grid_id is 'Applies in the subtree of this grid; null for everywhere.';
comment on column rule.readings is 'Names of readings, as kinds are said.';
comment on column rule.units is 'A reading that says another unit is not compared; one that says none is. Null for any.';
comment on column rule.clear is 'A crossing is over when the value is back here: at most bound where above is bad, at least where below is.';
comment on column rule.hold_millis is 'So long a value must stay beyond before it counts.';
comment on column rule.time_from is 'Time of day in the city''s time zone, [from, to); may wrap midnight.';
comment on column rule.silent_millis is 'A device that says nothing for longer is silent.';
comment on column rule.text is 'Of the alert: {reading}, {value}, {unit}, {bound}, {device} and {rule} are filled in.';
comment on column rule.initial is 'Of a default: what it was made as, to be put back.';

-- Every process polls this number and reads the rules again when it moved.
create table rule_revision (
    only_one boolean primary key default true check (only_one),
    number   bigint not null
);
insert into rule_revision (number) values (1);

create function rule_changed() returns trigger
    language plpgsql as
$$
begin
    update rule_revision set number = number + 1;
    return null;
end
$$;

-- The newest value of each sensor. Only the values of a row change, and no index holds one, so that it stays in its page.
create table latest_reading (
    device   text        not null,
    name     text        not null,
    at       timestamptz not null,
    value    float8      not null,
    unit     text,
    received timestamptz not null,
    prior    timestamptz,
    primary key (device, name)
) with (fillfactor = 50);
comment on column latest_reading.device is 'The registered id, or what the message called it.';
comment on column latest_reading.prior is 'The time of the value that this one replaced: what of a batch is not newer came late.';

-- Which months of receipt hold readings of which other month: what came late, or at the turn of a month. A series reads the
-- months it asks for and those named here.
create table reading_straggler (
    at_month       date not null,
    received_month date not null,
    primary key (at_month, received_month)
);
insert into reading_straggler
select distinct date_trunc('month', at at time zone 'UTC'), date_trunc('month', received at time zone 'UTC') from reading
where date_trunc('month', at at time zone 'UTC') <> date_trunc('month', received at time zone 'UTC');

-- One row a device of which something is or was crossed. Who changes its crossings holds it locked: rows are taken in the
-- order of the device.
create table monitored_device (
    device text        primary key,
    spoken timestamptz
);
comment on column monitored_device.spoken is 'The time of the newest event that monitoring made of it: the next one is later.';

-- What is beyond its bound now, by rule: on the way to an alert until `due`, and told of since `opened`. Gone with the
-- crossing, so the table is as small as the trouble is.
create table crossing (
    device     text        not null,
    name       text        not null,
    rule_id    bigint      not null,
    alert_kind text        not null,
    severity   smallint    not null check (severity between 1 and 4),
    since      timestamptz not null,
    due        timestamptz,
    opened     timestamptz,
    value      float8      not null,
    text       text        not null,
    primary key (device, name, rule_id),
    check ((opened is null) <> (due is null))
);
comment on column crossing.rule_id is 'Not a reference: of a rule that is deleted the crossing is closed by whoever notices.';
comment on column crossing.due is 'Opens at this moment unless a reading says otherwise before.';
comment on column crossing.value is 'The value that crossed, of which `text` tells.';
create index crossing_due on crossing (due) where due is not null;

-- Defaults. Sources: GB 3096-2008 (noise), HJ 633-2012 (PM2.5, PM10), GB/T 12325-2008 (voltage), GB 13955-2017 (leakage), alarm
-- points of makers where no standard names one. They are a beginning: a city sets its own.
insert into rule (type, name, note, kinds, readings, units, side, bound, clear, hold_millis, time_from, time_to, alert_kind,
    severity, text, enabled)
values
    ('threshold', 'manhole-tilt', 'makers: 5 to 15 degrees for 2 s; shorter is a passing car', '*manhole*|well*', 'tilt|angle|tilt_angle|tiltAngle|incline', '°|deg', 'above', 15, 10, 2000, null, null, 'tilt-high', 2, '井盖倾斜 Cover tilted: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'manhole-open', '', '*manhole*|well*', 'open|opened|cover_open|lid_open|cover-open', null, 'above', 0, 0, 2000, null, null, 'manhole-open', 2, '井盖开启 Cover open', true),
    ('threshold', 'manhole-water', '', '*manhole*|well*', 'immersion|water_immersion|water-immersion|water_leak|flooded', null, 'above', 0, 0, 0, null, null, 'immersion', 3, '井内浸水 Water in the manhole', true),
    ('threshold', 'water-level-reference', 'reference, alert and danger level: set them for each place by a rule of its grid', '*water*|*flood*', 'depth|level|water_level|water-level|waterLevel|liquid_level', 'm', 'above', 1.5, 1.4, 0, null, null, 'water-high', 4, '水位偏高 Water above its reference level: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'water-level-alert', 'reference, alert and danger level: set them for each place by a rule of its grid', '*water*|*flood*', 'depth|level|water_level|water-level|waterLevel|liquid_level', 'm', 'above', 2, 1.9, 0, null, null, 'water-high', 2, '水位超警戒 Water above its alert level: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'water-level-danger', 'reference, alert and danger level: set them for each place by a rule of its grid', '*water*|*flood*', 'depth|level|water_level|water-level|waterLevel|liquid_level', 'm', 'above', 2.5, 2.4, 0, null, null, 'water-high', 1, '水位危险 Water above its danger level: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'bin-full', 'binFullnessThreshold of the WasteContainer model; matter 06042', '*bin*|*waste*', 'fill|fill_level|fill-level|fillLevel|fillingLevel|filling_level', '%', 'above', 80, 50, 0, null, null, 'bin-full', 4, '垃圾满溢 Bin full: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'bin-fire', '', '*bin*|*waste*', 'temperature', '°C|C|Cel', 'above', 60, 50, 0, null, null, 'temperature-high', 1, '垃圾桶高温 Bin hot: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'smoke-density', 'EN 54-7 answers from 0.05 to 0.3 dB/m', '*smoke*', 'obscuration|smoke_density|smoke-density|smoke_concentration', 'dB/m', 'above', 0.1, 0.05, 0, null, null, 'smoke-high', 1, '烟雾浓度高 Smoke: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'smoke-heat', 'EN 54-5 class A1 answers from 54 °C', '*smoke*|*heat*', 'temperature', '°C|C|Cel', 'above', 57, 50, 0, null, null, 'temperature-high', 1, '高温 Heat: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'gas-low', 'low alarm point', '*gas*', 'gas|lel|gas_lel|methane|ch4|gas_concentration', '%LEL|LEL', 'above', 25, 20, 0, null, null, 'gas-high', 2, '燃气浓度高 Gas: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'gas-high', 'high alarm point', '*gas*', 'gas|lel|gas_lel|methane|ch4|gas_concentration', '%LEL|LEL', 'above', 50, 45, 0, null, null, 'gas-high', 1, '燃气浓度危险 Gas, danger: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'gas-ppm', '25 % LEL of methane', '*gas*', 'methane_ppm|ch4_ppm|gas_ppm', 'ppm', 'above', 12500, 10000, 0, null, null, 'gas-high', 2, '燃气浓度高 Gas: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'noise-4a-day', 'GB 3096 class 4a, beside main roads; enabled everywhere until a rule of a grid says its class', '*noise*|*sound*', 'noise|laeq|leq|LA|la50|sound_level', 'dB|dB(A)|dBA', 'above', 70, 68, 0, '06:00', '22:00', 'noise-high', 4, '昼间噪声超标 Noise by day: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'noise-4a-night', 'GB 3096 class 4a, beside main roads; enabled everywhere until a rule of a grid says its class', '*noise*|*sound*', 'noise|laeq|leq|LA|la50|sound_level', 'dB|dB(A)|dBA', 'above', 55, 53, 0, '22:00', '06:00', 'noise-high', 4, '夜间噪声超标 Noise by night: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'noise-0-day', 'GB 3096 class 0, sanatoria: give it its grid and enable it', '*noise*|*sound*', 'noise|laeq|leq|LA|la50|sound_level', 'dB|dB(A)|dBA', 'above', 50, 48, 0, '06:00', '22:00', 'noise-high', 4, '昼间噪声超标 Noise by day: {value} {unit} > {bound} {unit}', false),
    ('threshold', 'noise-0-night', 'GB 3096 class 0, sanatoria: give it its grid and enable it', '*noise*|*sound*', 'noise|laeq|leq|LA|la50|sound_level', 'dB|dB(A)|dBA', 'above', 40, 38, 0, '22:00', '06:00', 'noise-high', 4, '夜间噪声超标 Noise by night: {value} {unit} > {bound} {unit}', false),
    ('threshold', 'noise-1-day', 'GB 3096 class 1, homes, schools, hospitals: give it its grid and enable it', '*noise*|*sound*', 'noise|laeq|leq|LA|la50|sound_level', 'dB|dB(A)|dBA', 'above', 55, 53, 0, '06:00', '22:00', 'noise-high', 4, '昼间噪声超标 Noise by day: {value} {unit} > {bound} {unit}', false),
    ('threshold', 'noise-1-night', 'GB 3096 class 1, homes, schools, hospitals: give it its grid and enable it', '*noise*|*sound*', 'noise|laeq|leq|LA|la50|sound_level', 'dB|dB(A)|dBA', 'above', 45, 43, 0, '22:00', '06:00', 'noise-high', 4, '夜间噪声超标 Noise by night: {value} {unit} > {bound} {unit}', false),
    ('threshold', 'noise-2-day', 'GB 3096 class 2, homes and shops: give it its grid and enable it', '*noise*|*sound*', 'noise|laeq|leq|LA|la50|sound_level', 'dB|dB(A)|dBA', 'above', 60, 58, 0, '06:00', '22:00', 'noise-high', 4, '昼间噪声超标 Noise by day: {value} {unit} > {bound} {unit}', false),
    ('threshold', 'noise-2-night', 'GB 3096 class 2, homes and shops: give it its grid and enable it', '*noise*|*sound*', 'noise|laeq|leq|LA|la50|sound_level', 'dB|dB(A)|dBA', 'above', 50, 48, 0, '22:00', '06:00', 'noise-high', 4, '夜间噪声超标 Noise by night: {value} {unit} > {bound} {unit}', false),
    ('threshold', 'noise-3-day', 'GB 3096 class 3, industry: give it its grid and enable it', '*noise*|*sound*', 'noise|laeq|leq|LA|la50|sound_level', 'dB|dB(A)|dBA', 'above', 65, 63, 0, '06:00', '22:00', 'noise-high', 4, '昼间噪声超标 Noise by day: {value} {unit} > {bound} {unit}', false),
    ('threshold', 'noise-3-night', 'GB 3096 class 3, industry: give it its grid and enable it', '*noise*|*sound*', 'noise|laeq|leq|LA|la50|sound_level', 'dB|dB(A)|dBA', 'above', 55, 53, 0, '22:00', '06:00', 'noise-high', 4, '夜间噪声超标 Noise by night: {value} {unit} > {bound} {unit}', false),
    ('threshold', 'noise-4b-day', 'GB 3096 class 4b, beside railways: give it its grid and enable it', '*noise*|*sound*', 'noise|laeq|leq|LA|la50|sound_level', 'dB|dB(A)|dBA', 'above', 70, 68, 0, '06:00', '22:00', 'noise-high', 4, '昼间噪声超标 Noise by day: {value} {unit} > {bound} {unit}', false),
    ('threshold', 'noise-4b-night', 'GB 3096 class 4b, beside railways: give it its grid and enable it', '*noise*|*sound*', 'noise|laeq|leq|LA|la50|sound_level', 'dB|dB(A)|dBA', 'above', 60, 58, 0, '22:00', '06:00', 'noise-high', 4, '夜间噪声超标 Noise by night: {value} {unit} > {bound} {unit}', false),
    ('threshold', 'pm25-light', 'HJ 633: above 75 light pollution; limits of a 24 h mean, held against each value', null, 'pm25|pm2_5|pm2.5|pm2-5|a34004', 'µg/m³|μg/m³|ug/m3|µg/m3|μg/m3', 'above', 75, 70, 0, null, null, 'pm25-high', 4, 'PM2.5 轻度污染 Light pollution: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'pm25-moderate', 'HJ 633: above 115 moderate pollution; limits of a 24 h mean, held against each value', null, 'pm25|pm2_5|pm2.5|pm2-5|a34004', 'µg/m³|μg/m³|ug/m3|µg/m3|μg/m3', 'above', 115, 110, 0, null, null, 'pm25-high', 3, 'PM2.5 中度污染 Moderate pollution: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'pm25-heavy', 'HJ 633: above 150 heavy pollution; limits of a 24 h mean, held against each value', null, 'pm25|pm2_5|pm2.5|pm2-5|a34004', 'µg/m³|μg/m³|ug/m3|µg/m3|μg/m3', 'above', 150, 145, 0, null, null, 'pm25-high', 2, 'PM2.5 重度污染 Heavy pollution: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'pm25-severe', 'HJ 633: above 250 severe pollution; limits of a 24 h mean, held against each value', null, 'pm25|pm2_5|pm2.5|pm2-5|a34004', 'µg/m³|μg/m³|ug/m3|µg/m3|μg/m3', 'above', 250, 245, 0, null, null, 'pm25-high', 1, 'PM2.5 严重污染 Severe pollution: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'pm10-moderate', 'HJ 633: above 250 moderate pollution; limits of a 24 h mean, held against each value', null, 'pm10|pm_10|a34002', 'µg/m³|μg/m³|ug/m3|µg/m3|μg/m3', 'above', 250, 240, 0, null, null, 'pm10-high', 3, 'PM10 中度污染 Moderate pollution: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'pm10-severe', 'HJ 633: above 420 severe pollution; limits of a 24 h mean, held against each value', null, 'pm10|pm_10|a34002', 'µg/m³|μg/m³|ug/m3|µg/m3|μg/m3', 'above', 420, 410, 0, null, null, 'pm10-high', 1, 'PM10 严重污染 Severe pollution: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'hydrant-pressure-low', 'makers: below 0.15 MPa', '*hydrant*', 'pressure|water_pressure|water-pressure', 'MPa', 'below', 0.15, 0.17, 0, null, null, 'pressure-low', 2, '消火栓水压过低 Hydrant pressure low: {value} {unit} < {bound} {unit}', true),
    ('threshold', 'hydrant-pressure-high', 'makers: above 1.0 MPa', '*hydrant*', 'pressure|water_pressure|water-pressure', 'MPa', 'above', 1, 0.95, 0, null, null, 'pressure-high', 3, '消火栓水压过高 Hydrant pressure high: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'hydrant-tilt', 'makers: knocked over', '*hydrant*', 'tilt|angle|tilt_angle|tiltAngle', '°|deg', 'above', 15, 10, 2000, null, null, 'tilt-high', 3, '消火栓倾斜 Hydrant tilted: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'hydrant-leak', '', '*hydrant*', 'leak|water_leak|flow', null, 'above', 0, 0, 60000, null, null, 'leak', 3, '消火栓漏水 Hydrant leaks: {value} {unit}', true),
    ('threshold', 'lift-trapped', 'GB/T 24476: people trapped', '*lift*|*elevator*', 'trapped|people_trapped|people-trapped|peopleTrapped', null, 'above', 0, 0, 0, null, null, 'people-trapped', 1, '电梯困人 People trapped', true),
    ('threshold', 'lift-overload', '', '*lift*|*elevator*', 'load|load_percent|load-percent', '%', 'above', 100, 95, 10000, null, null, 'overload', 3, '电梯超载 Lift overloaded: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'light-leakage', 'GB 13955: residual current of 30 mA', '*light*|*lamp*', 'leakage|leakage_current|leakage-current', 'mA', 'above', 30, 25, 0, null, null, 'leakage-high', 2, '路灯漏电 Leakage current: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'light-voltage-high', 'GB/T 12325: 220 V +7 %', '*light*|*lamp*', 'voltage', 'V', 'above', 235.4, 233, 60000, null, null, 'voltage-high', 4, '路灯过压 Voltage high: {value} {unit} > {bound} {unit}', true),
    ('threshold', 'light-voltage-low', 'GB/T 12325: 220 V -10 %; dark by day is no fault', '*light*|*lamp*', 'voltage', 'V', 'below', 198, 200, 60000, '20:00', '05:00', 'voltage-low', 4, '路灯欠压 Voltage low: {value} {unit} < {bound} {unit}', true),
    ('threshold', 'crowd-density', 'density levels 1 to 3 of people counters', '*people*|*crowd*|*flow*', 'density|density_level|density-level|crowd_level', null, 'above', 2, 2, 0, null, null, 'crowd', 2, '人群密集 Crowded: level {value}', true),
    ('threshold', 'battery-low', 'any device; say a unit where it is not a percentage', null, 'battery|battery_level|battery-level|batteryLevel|battery_percent|batteryPercent', '%', 'below', 20, 25, 0, null, null, 'low-battery', 4, '电量低 Battery low: {value} % < {bound} %', true),
    ('threshold', 'battery-empty', 'any device; say a unit where it is not a percentage', null, 'battery|battery_level|battery-level|batteryLevel|battery_percent|batteryPercent', '%', 'below', 5, 8, 0, null, null, 'low-battery', 3, '电量将尽 Battery almost empty: {value} % < {bound} %', true);

-- Sensors on batteries say daily that they live; those on the mains say it more often. Cameras publish what they see, which
-- may be nothing for days: their last will says when they are gone.
insert into rule (type, name, note, kinds, silent_millis, alert_kind, severity, text)
select 'silence', 'silent-' || x.name, x.note, x.kinds, extract(epoch from x.after)::bigint * 1000, 'offline', x.severity,
    '设备静默 Silent for longer than its interval'
from (values
    ('manhole', 'on batteries, daily', '*manhole*|well*', interval '25 hours', 4),
    ('smoke', 'on batteries, daily', '*smoke*|*heat*', interval '25 hours', 3),
    ('gas', 'on the mains', '*gas*', interval '6 hours', 3),
    ('hydrant', 'on batteries, daily', '*hydrant*', interval '25 hours', 4),
    ('bin', 'on batteries, daily', '*bin*|*waste*', interval '25 hours', 4),
    ('water', 'measures by the hour or more often', '*water*|*flood*', interval '3 hours', 3),
    ('noise', 'on the mains', '*noise*|*sound*', interval '2 hours', 4),
    ('air', 'on the mains', '*pm25*|*air*', interval '3 hours', 4),
    ('lift', 'on the mains', '*lift*|*elevator*', interval '30 minutes', 2),
    ('light', 'on the mains, at night', '*light*|*lamp*', interval '25 hours', 4),
    ('parking', 'on batteries, daily', '*parking*', interval '25 hours', 4),
    ('gateway', 'says every minute or so that it lives', '*gateway*', interval '30 minutes', 3)
) as x (name, note, kinds, after, severity);

update rule set origin = 'default', initial = to_jsonb(rule) - array['id', 'origin', 'initial', 'changed', 'changed_by'];
alter table rule add check ((initial is null) = (origin = 'custom'));
create trigger rule_changed after insert or update or delete on rule for each statement execute function rule_changed();
