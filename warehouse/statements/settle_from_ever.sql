-- whoever asks for touched articles from now on asks whenever they were fetched
set variable touched_from = timestamptz '-infinity'
