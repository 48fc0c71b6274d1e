comment on view mart.story_aliases is 'Mỗi dòng một mã mà câu chuyện từng mang, hay có thể đã mang, trước khi nhập vào câu chuyện khác';
comment on column mart.story_aliases.alias_id is 'Mã cũ';
comment on column mart.story_aliases.story_id is 'Mã câu chuyện nay mang';
comment on column mart.story_aliases.article_id is 'Mã bài từng là bài đầu tiên';
