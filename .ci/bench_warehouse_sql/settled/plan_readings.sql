insert into core.plan_readings select text_id, $plans, version_id from core.wanted_plan_readings
