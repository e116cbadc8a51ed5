-- What is there to cook with, and what was ordered.
create table pantry (
    dish varchar(40) primary key,
    portions int not null check (portions >= 0)
);

create table orders (
    id bigint generated always as identity primary key,
    dish varchar(40) not null references pantry (dish),
    portions int not null check (portions > 0),
    served boolean not null default false
);

insert into pantry (dish, portions) values
    ('lasagne', 20),
    ('moussaka', 15),
    ('quiche', 12),
    ('ratatouille', 18),
    ('shepherds-pie', 10);
