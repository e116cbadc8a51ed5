create index concurrently dish_name on dish (name);
