select sha256 from main.definitions
