create table pantry (dish varchar(20) primary key, portions int not null);
insert into pantry values ('soup', 20);
