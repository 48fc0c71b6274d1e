-- grain: none; all texts are looked at, whenever their wordings were fetched.
set variable look_from = timestamptz '-infinity'
