-- a text on labour that the model is not sure of is no news to a reader's desk; the union and every strike always are
create or replace macro main.below_line(relevance, relevance_p, strike, line_p) as
    relevance = 1 and not strike and relevance_p < line_p;
