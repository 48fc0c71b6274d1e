select source, kind from counted_sources order by number
