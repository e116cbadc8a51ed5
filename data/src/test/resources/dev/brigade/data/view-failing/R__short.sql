create or replace view short as select nam from dish where length(name) < 9;
