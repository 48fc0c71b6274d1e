comment on view mart.topics is 'Mỗi dòng một chủ đề của một bài';
comment on column mart.topics.article_id is 'Mã bài: 16 ký tự băm của địa chỉ chuẩn; cùng một bài dù địa chỉ khác nhau';
comment on column mart.topics.text_id is 'Mã lời văn: băm của các từ đã chuẩn hóa; cùng lời văn ở nhiều báo có cùng mã';
comment on column mart.topics.source_id is 'Mã cơ quan báo chí, là tên tệp TOML của nó';
comment on column mart.topics.outlet is 'Tên cơ quan báo chí';
comment on column mart.topics.digest_date is 'Ngày điểm tin chứa bài: từ 06:00 ngày đó đến 06:00 hôm sau, giờ Việt Nam';
comment on column mart.topics.code is 'Mã chủ đề';
comment on column mart.topics.p is 'Xác suất của chủ đề';
