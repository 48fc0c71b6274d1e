"""THE DAY: the only place where crawlers, nlp and warehouse meet."""
