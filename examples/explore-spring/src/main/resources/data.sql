insert into seat (number) values (1), (2), (3);
