create table dish (
    id int primary key,
    name varchar(90) not null
);
