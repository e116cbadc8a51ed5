create table guest (name varchar(40));
