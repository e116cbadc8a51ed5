create or replace view short as select name from dish where length(name) < 5;
