create table seat (id int);
