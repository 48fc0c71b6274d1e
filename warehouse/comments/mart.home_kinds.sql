comment on view mart.home_kinds is 'Mỗi dòng một loại tệp trong thư mục dữ liệu: bao nhiêu, nặng bao nhiêu, mới nhất lúc nào; đo lúc công bố';
comment on column mart.home_kinds.kind is 'Loại tệp, theo tên thư mục: landed (trang đã lấy), digests (bản điểm tin), sent (sổ gửi thư), warehouse (kho)…';
comment on column mart.home_kinds.files is 'Số tệp';
comment on column mart.home_kinds.bytes is 'Dung lượng, tính bằng byte';
comment on column mart.home_kinds.newest_at is 'Lúc tệp mới nhất được ghi (UTC); của landed là lượt thu thập gần nhất';
