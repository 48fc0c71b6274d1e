comment on view mart.outlets is 'Mỗi dòng một cơ quan báo chí được theo dõi, như tệp TOML của nó ghi';
comment on column mart.outlets.source_id is 'Mã cơ quan báo chí, là tên tệp TOML của nó';
comment on column mart.outlets.name is 'Tên cơ quan báo chí';
comment on column mart.outlets.kind is 'Loại cơ quan báo chí';
comment on column mart.outlets.owner is 'Cơ quan chủ quản';
comment on column mart.outlets.homepage is 'Trang chủ';
comment on column mart.outlets.provinces is 'Địa bàn, theo tên 63 đơn vị';
comment on column mart.outlets.verified is 'Đúng khi nguồn đã được kiểm chứng trên mạng thật';
comment on column mart.outlets.republish is 'Điều kiện đăng lại do chính cơ quan báo chí nêu; trống là chưa rõ, cần hỏi';
