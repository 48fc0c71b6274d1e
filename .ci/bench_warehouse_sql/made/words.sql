set variable {name} = (select from_json($words, '["varchar"]'))
