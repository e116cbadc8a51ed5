create table dish (id int primary key);

insert into dish values (1);
insert into dishh
    values (2);
