create schema raw;
