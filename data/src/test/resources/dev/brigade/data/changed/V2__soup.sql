insert into dish values (1, 'soup');
