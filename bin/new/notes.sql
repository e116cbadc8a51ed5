create table note (
    id int generated always as identity primary key,
    text varchar(200) not null
);
