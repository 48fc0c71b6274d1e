select count(*) from counted
