create table dish (name varchar(40) primary key);
