insert into core.annotations
select
    text_id, $annotator, relevance, 0.6 + 0.4 * draw(i, 'p'), pick(['neu', 'pos', 'neg'], i, 'valence'), 0.8,
    pick(['none', 'det_may', 'dien_tu', 'xay_dung', 'giao_duc', 'y_te'], i, 'sector'),
    pick(['none', 'tinh', 'co_so', 'tong_lien_doan', 'nganh'], i, 'level'),
    relevance > 0 and draw(i, 'strike') < 0.03, relevance = 0 and draw(i, 'foreign') < 0.1
from made
