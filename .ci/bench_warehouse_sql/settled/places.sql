update core.places set annotator_id = $annotator
