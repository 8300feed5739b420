-- What a draft would change is asked of incidents by envelope (incident_place), and of those that nobody has a position of by grid.
create index incident_in_grid on incident (grid_id) where grid_id is not null;
-- Of alerts only open ones change owner; alert_place has all that ever were.
create index alert_open_place on alert using gist (place) where state = 'open' and place is not null;
