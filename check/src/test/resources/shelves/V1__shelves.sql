create table shelf (name varchar(20) primary key, pieces int not null);
insert into shelf values ('cellar', 20), ('front', 20);
