-- why a text asks for an answer, weightiest first; an employer's case counts only with a sentence and a sure model,
-- or when people said it (p = 1); criticism of the union is rare and weighs most, so a person reads the doubtful, too
create or replace macro main.attention_reasons(
    cong_doan, cong_doan_abstain, cong_doan_against_p, strike, topics, valence,
    doanh_nghiep, doanh_nghiep_abstain, doanh_nghiep_p, doanh_nghiep_evidence, strong_p
) as list_filter(
    [
        if(cong_doan = 'against' and not cong_doan_abstain, 'cong_doan_against', null),
        if(cong_doan = 'against' and cong_doan_abstain or cong_doan_against_p is not null, 'cong_doan_doubt', null),
        if(strike, 'strike', null),
        if(list_contains(topics, 'an_toan_ve_sinh') and valence = 'neg', 'accident', null),
        if(
            doanh_nghiep = 'against' and not doanh_nghiep_abstain
            and doanh_nghiep_p >= strong_p and (doanh_nghiep_evidence is not null or doanh_nghiep_p = 1),
            'employer_against',
            null
        )
    ],
    lambda reason: reason is not null
);
