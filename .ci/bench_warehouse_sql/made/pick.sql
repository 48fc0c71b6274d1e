-- one of a list; the first are picked far more often, as outlets and topics are
create or replace temp macro pick(choices, thing, purpose) as choices[1 + floor(len(choices) * pow(draw(thing, purpose), 2))::int]
