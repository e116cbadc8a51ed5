create table seat (number int primary key, guest varchar(40) not null default '');
