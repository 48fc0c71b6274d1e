insert into core.annotators values ($annotator, true)
