comment on view mart.departures is 'Mỗi dòng một người nhận đã xin hủy hoặc nhận lại thư của một bàn, theo lời sau cùng';
comment on column mart.departures.scope is 'Bàn, ví dụ toan-quoc';
comment on column mart.departures.recipient is 'Người nhận';
comment on column mart.departures.said_at is 'Lúc nói (UTC)';
comment on column mart.departures.way is 'Cách nói: mail (gửi thư), https (liên kết trong thư), operator (người vận hành ghi)';
comment on column mart.departures.wants_mail is 'Có muốn nhận thư hay không';
