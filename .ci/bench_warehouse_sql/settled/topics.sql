update core.topics set annotator_id = $annotator
