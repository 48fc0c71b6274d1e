delete from main.definitions
