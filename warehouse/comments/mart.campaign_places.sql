comment on view mart.campaign_places is 'Mỗi dòng một tỉnh, thành mà các bài của một chiến dịch nói tới';
comment on column mart.campaign_places.campaign is 'Mã chiến dịch của một năm: mã chiến dịch, gạch nối, năm';
comment on column mart.campaign_places.campaign_id is 'Mã chiến dịch trong flows/plan';
comment on column mart.campaign_places.edition is 'Năm của chiến dịch (Tết Sum vầy: năm của Tết)';
comment on column mart.campaign_places.province is 'Tỉnh, thành theo bản đồ 63';
comment on column mart.campaign_places.province_34 is 'Tỉnh, thành theo bản đồ 34 từ 01/7/2025';
comment on column mart.campaign_places.articles is 'Số bài';
comment on column mart.campaign_places.outlets is 'Số cơ quan báo chí';
