create schema mart;
