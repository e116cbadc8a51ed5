create table seat (id int primary key);
