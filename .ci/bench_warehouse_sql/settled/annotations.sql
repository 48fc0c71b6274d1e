update core.annotations set annotator_id = $annotator
