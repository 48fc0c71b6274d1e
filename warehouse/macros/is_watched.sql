-- whether a moment of an outlet is among those that the watch reads: from `since` on, or from `earliest` on for the
-- outlets that `reaching` lists (because something of theirs is open), up to `until`
create or replace macro main.is_watched(outlet, moment, since, earliest, until, reaching) as
    moment >= earliest
    and moment < until
    and (moment >= since or list_contains(reaching::varchar[], outlet));
