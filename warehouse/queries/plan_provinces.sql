-- grain: one row per province of the 63 and the unit of the 34 that it went into.
select province, province_34 from core.provinces order by province
