comment on view mart.story_corrections is 'Mỗi dòng một điều người biên tập nói về câu chuyện; bài đứng thay cho câu chuyện của nó';
comment on column mart.story_corrections.correction_id is 'Mã lần sửa';
comment on column mart.story_corrections.kind is 'link nối hai câu chuyện, split tách, rename đặt tên';
comment on column mart.story_corrections.article_id is 'Mã bài: 16 ký tự băm của địa chỉ chuẩn; cùng một bài dù địa chỉ khác nhau';
comment on column mart.story_corrections.other_article_id is 'Bài thứ hai khi nối hoặc tách';
comment on column mart.story_corrections.title is 'Tên mới khi đặt tên';
comment on column mart.story_corrections.said_by is 'Người sửa';
comment on column mart.story_corrections.said_at is 'Lúc sửa (UTC)';
