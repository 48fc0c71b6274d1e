comment on view mart.digest_edits is 'Mỗi dòng một lần người biên tập nói về một bản điểm tin, theo thứ tự đã nói';
comment on column mart.digest_edits.digest_id is 'Mã bản điểm tin';
comment on column mart.digest_edits.position is 'Lần thứ mấy của bản điểm tin ấy, từ 1';
comment on column mart.digest_edits.kind is 'Việc: move đổi chỗ tin, move_topic đổi chỗ chủ đề, seat đưa vào thư hay xuống danh sách, hide bỏ ra, show lấy lại, note ghi chú, approve duyệt, reopen bỏ duyệt';
comment on column mart.digest_edits.subject is 'Mã bài đại diện cho câu chuyện, hoặc mã chủ đề; trống khi nói về cả bản tin';
comment on column mart.digest_edits.value is 'Đứng sau bài hay chủ đề nào (rỗng: lên đầu), page hoặc list, lý do bỏ ra, lời ghi chú (rỗng: xóa ghi chú)';
comment on column mart.digest_edits.said_by is 'Vai của người biên tập, không bao giờ là tên người';
comment on column mart.digest_edits.said_at is 'Lúc nói (UTC)';
