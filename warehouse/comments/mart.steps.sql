comment on view mart.steps is 'Mỗi dòng một lần chạy một bước của hệ thống: bao lâu, xong hay hỏng, làm được bao nhiêu';
comment on column mart.steps.begun_at is 'Lúc bắt đầu (UTC)';
comment on column mart.steps.step is 'Bước: crawl, load, annotate, digest, send, publish, rebuild…';
comment on column mart.steps.seconds is 'Số giây';
comment on column mart.steps.outcome is 'done (xong) hay failed (hỏng)';
comment on column mart.steps.error is 'Loại lỗi, trống nếu xong';
comment on column mart.steps.facts is 'Con số của bước ấy, dạng JSON: mã lượt thu thập, số bài, số nhãn, số thư…';
