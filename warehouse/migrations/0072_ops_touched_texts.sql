-- grain: one text whose articles or labels changed, with the turn of that change: who works on texts looks at the turns
-- after the last that it saw (ops.looks), never at all texts
create table ops.touched_texts (
    text_id varchar not null,
    turn bigint not null
)
