create table note (id int generated always as identity primary key, parcel_id int not null, bill_id int not null);
