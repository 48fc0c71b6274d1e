update core.stances set annotator_id = $annotator
