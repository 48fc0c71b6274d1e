comment on view mart.hot_spots is 'Mỗi dòng một câu chuyện từng là điểm nóng: trong sáu giờ nhiều nơi cùng đưa, khó có thể do ngẫu nhiên so với nhịp của báo chí theo giờ trong tuần';
comment on column mart.hot_spots.story_id is 'Mã câu chuyện';
comment on column mart.hot_spots.hot_at is 'Lúc thành điểm nóng (UTC)';
comment on column mart.hot_spots.last_hot_at is 'Lúc còn nóng gần nhất (UTC)';
comment on column mart.hot_spots.voices is 'Số cơ quan chủ quản đưa tin trong sáu giờ nóng nhất, không kể bản chép';
comment on column mart.hot_spots.expected is 'Số nơi đưa thêm mà nhịp thường cho phép chờ đợi trong sáu giờ ấy';
comment on column mart.hot_spots.growth is 'Số nơi đưa thêm gấp bao nhiêu lần mức thường';
comment on column mart.hot_spots.p is 'Xác suất ngẫu nhiên có nhiều như thế (Poisson)';
