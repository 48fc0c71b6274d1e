-- whoever asks for touched articles from now on asks whenever they were fetched
reset variable touched_from
