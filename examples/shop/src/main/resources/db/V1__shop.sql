-- Each lesson has tables of its own. What is missing, such as a check or a unique index, is missing on purpose.
create table voucher (
    code varchar(20) primary key,
    used boolean not null default false,
    paid_out int not null default 0
);

create table product (
    name varchar(40) primary key,
    price int not null,
    stock int not null
);

create table cart_item (
    id bigint generated always as identity primary key,
    product varchar(40) not null,
    price int not null
);

create table purchase (
    id bigint generated always as identity primary key,
    total int not null
);

create table parcel_item (
    id bigint generated always as identity primary key,
    purchase bigint not null references purchase (id),
    product varchar(40) not null,
    price int not null
);

create table wallet (
    owner varchar(40) primary key,
    balance int not null
);

create table guest (
    id bigint generated always as identity primary key,
    name varchar(40) not null
);

create table member (
    id bigint generated always as identity primary key,
    name varchar(40) not null unique
);

create table till (
    name varchar(20) primary key,
    is_open boolean not null
);

create table invoice_counter (
    id int primary key,
    latest int not null
);

create table invoice (
    id bigint generated always as identity primary key,
    number int not null
);

create table delivery (
    id int primary key,
    pieces int not null,
    looks int not null
);

create table delivery_log (
    id bigint generated always as identity primary key,
    line varchar(80) not null
);

create table shelf (
    name varchar(20) primary key,
    pieces int not null
);

insert into voucher (code) values ('SPRING');
insert into product values ('tea', 4, 5), ('cup', 9, 2);
insert into wallet values ('Ann', 100);
insert into till values ('left', true), ('right', true);
insert into invoice_counter values (1, 0);
insert into delivery values (1, 0, 0);
insert into shelf values ('cellar', 20), ('front', 20);
