comment on view mart.plan_series is 'Mỗi dòng một số đếm trong một ngày, theo lần khai sau cùng';
comment on column mart.plan_series.counter_id is 'Mã số đếm trong flows/plan';
comment on column mart.plan_series.date is 'Ngày';
comment on column mart.plan_series.value is 'Giá trị';
comment on column mart.plan_series.growth is 'Tăng so với ngày có số liệu liền trước';
comment on column mart.plan_series.said_by is 'Ai khai (vai trò)';
comment on column mart.plan_series.said_at is 'Khai lúc nào (UTC)';
