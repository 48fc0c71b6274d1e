-- a text of which the model is not sure enough is no news to a reader's desk: one on labour under line_p, one that asks
-- for an answer under urgent_p, one on the union that never names it (the model takes "Trường CĐ" for it) under
-- unnamed_p; a strike, and what names the union, always is. The figures behind them: flows/load.py
create or replace macro main.below_line(relevance, relevance_p, strike, words, is_urgent, line_p, urgent_p, unnamed_p) as
    not strike
    and case
        when relevance = 2 and regexp_matches(words, ' (cong doan|lien doan lao dong|tong lien doan|ldld|tld|cdcs|cd co so) ')
            then false
        when relevance = 2 then relevance_p < unnamed_p
        when is_urgent then relevance_p < urgent_p
        else relevance_p < line_p
    end;
