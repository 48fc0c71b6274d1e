-- lower case without diacritics; đ is a letter of its own to Unicode, so it is named
create or replace macro main.fold_text(words) as replace(strip_accents(lower(nfc_normalize(words))), 'đ', 'd');
