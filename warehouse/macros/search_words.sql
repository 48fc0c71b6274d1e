-- the words of a text in lower case with one space around each; the old tone placement (hoà) becomes the new one
-- (hòa), also inside longer syllables, where it does no harm because questions go the same way
create or replace macro main.search_words(words) as
list_reduce(
    [
        ['oà', 'òa'], ['oá', 'óa'], ['oả', 'ỏa'], ['oã', 'õa'], ['oạ', 'ọa'],
        ['oè', 'òe'], ['oé', 'óe'], ['oẻ', 'ỏe'], ['oẽ', 'õe'], ['oẹ', 'ọe'],
        ['uỳ', 'ùy'], ['uý', 'úy'], ['uỷ', 'ủy'], ['uỹ', 'ũy'], ['uỵ', 'ụy']
    ],
    lambda text, pair: [replace(text[1], pair[1], pair[2])],
    [regexp_replace(' ' || lower(nfc_normalize(words)) || ' ', '[^\p{L}\p{N}]+', ' ', 'g')]
)[1];
