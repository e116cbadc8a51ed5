create table dish (
    id int primary key,
    name varchar(80) not null
);
