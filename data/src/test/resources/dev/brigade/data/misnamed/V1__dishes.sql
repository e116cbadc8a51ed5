create table dish (id int primary key);
