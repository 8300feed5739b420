-- What keeps a busy day fast (docs/decisions/009-pace.md).

-- Messages ask for the positions of their devices by device alone.
create index device_position_device on device_position (device_id);

-- Every refresh writes its alert again. With room in its page, and no index on what a refresh changes, the row stays where
-- it is and no index is touched.
alter table alert set (fillfactor = 60);
drop index alert_open;
create index alert_open on alert (opened desc) where state = 'open';
alter table fold_head set (fillfactor = 60);
