create index concurrently dish_by_name on dish (name);
create index concurrently dish_by_price on dish (price);
