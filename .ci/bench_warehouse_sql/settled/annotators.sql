update core.annotators set annotator_id = $annotator
