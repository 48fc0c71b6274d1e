comment on view mart.source_health is 'Mỗi dòng một cơ quan báo chí: lần hỏi thành công, lần hỏng, tin mới gần nhất';
comment on column mart.source_health.source_id is 'Mã cơ quan báo chí, là tên tệp TOML của nó';
comment on column mart.source_health.outlet is 'Tên cơ quan báo chí';
comment on column mart.source_health.outlet_kind is 'Loại: báo công đoàn, trung ương, tỉnh, ngành, đài, cổng thông tin, liên đoàn, nước ngoài, mạng xã hội';
comment on column mart.source_health.last_asked_at is 'Lần hỏi gần nhất (UTC)';
comment on column mart.source_health.last_success_at is 'Lần trả lời được gần nhất, kể cả 304 (UTC)';
comment on column mart.source_health.last_landed_at is 'Lần lấy được nội dung đọc được gần nhất (UTC)';
comment on column mart.source_health.last_failure_at is 'Lần hỏng gần nhất (UTC)';
comment on column mart.source_health.last_failure_reason is 'Lý do của lần hỏng gần nhất';
comment on column mart.source_health.consecutive_failures is 'Số đợt gần nhất liên tiếp không nguồn nào trả lời';
comment on column mart.source_health.last_new_item_at is 'Lần gần nhất thấy bài mới (UTC)';
comment on column mart.source_health.last_published_at is 'Thời điểm đăng của bài mới nhất (UTC)';
comment on column mart.source_health.causes is 'Nguyên nhân của các sự cố còn kéo dài (xem mart.incidents), cũ nhất trước';
comment on column mart.source_health.trouble_since_at is 'Lần cuối còn bình thường trước các sự cố đó (UTC)';
comment on column mart.source_health.articles_14_days is 'Số bài mới thấy của từng ngày trong 14 ngày gần nhất, cũ nhất trước'
