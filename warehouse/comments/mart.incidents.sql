comment on view mart.incidents is 'Mỗi dòng một sự cố: một cơ quan báo chí không đọc được như thường lệ, từ lúc nào đến lúc nào, vì sao';
comment on column mart.incidents.incident_id is 'Mã sự cố';
comment on column mart.incidents.source_id is 'Mã cơ quan báo chí, là tên tệp TOML của nó';
comment on column mart.incidents.outlet is 'Tên cơ quan báo chí';
comment on column mart.incidents.outlet_kind is 'Loại: báo công đoàn, trung ương, tỉnh, ngành, đài, cổng thông tin, liên đoàn, nước ngoài, mạng xã hội';
comment on column mart.incidents.cause is 'Nguyên nhân: unreachable (không kết nối được), blocked (bị chặn), feed_empty (RSS rỗng), feed_stale (không có tin mới), feed_broken (RSS hỏng), links_fell (trang mục mất đường dẫn), layout_broken (trang bài đổi bố cục), date_lost (mất giờ đăng), quiet (ít tin hơn hẳn thường lệ)';
comment on column mart.incidents.since_at is 'Lần cuối còn bình thường (UTC)';
comment on column mart.incidents.opened_at is 'Lúc sự cố được nhận ra (UTC)';
comment on column mart.incidents.closed_at is 'Lúc trở lại bình thường (UTC); trống: sự cố còn kéo dài';
comment on column mart.incidents.hours_open is 'Số giờ sự cố kéo dài, tính tới lần hỏi gần nhất nếu chưa hết';
comment on column mart.incidents.opened_run_id is 'Đợt thu thập cho thấy sự cố; trống: nhận ra từ nhịp ra tin';
comment on column mart.incidents.reason is 'Lý do mà máy chủ hay bộ đọc trả về, nếu có';
comment on column mart.incidents.expected is 'Số tin (hoặc trang) theo thường lệ trong khoảng đó';
comment on column mart.incidents.seen is 'Số tin (hoặc trang tốt) thấy được trong khoảng đó';
comment on column mart.incidents.p is 'Xác suất để điều đó tự xảy ra khi mọi thứ bình thường, 0 đến 1'
