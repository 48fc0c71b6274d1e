comment on view mart.places is 'Mỗi dòng một tỉnh, thành của một bài';
comment on column mart.places.article_id is 'Mã bài: 16 ký tự băm của địa chỉ chuẩn; cùng một bài dù địa chỉ khác nhau';
comment on column mart.places.text_id is 'Mã lời văn: băm của các từ đã chuẩn hóa; cùng lời văn ở nhiều báo có cùng mã';
comment on column mart.places.source_id is 'Mã cơ quan báo chí, là tên tệp TOML của nó';
comment on column mart.places.outlet is 'Tên cơ quan báo chí';
comment on column mart.places.digest_date is 'Ngày điểm tin chứa bài: từ 06:00 ngày đó đến 06:00 hôm sau, giờ Việt Nam';
comment on column mart.places.province is 'Tỉnh, thành theo tên 63 đơn vị';
comment on column mart.places.province_34 is 'Tỉnh, thành theo bản đồ 34 đơn vị từ 01/7/2025';
