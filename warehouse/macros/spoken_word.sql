-- a word in the one spelling by which it is found: lower case, composed, the tone where today's spelling puts it
create or replace macro main.spoken_word(word) as replace(trim(search_words(word)), ' ', '');
