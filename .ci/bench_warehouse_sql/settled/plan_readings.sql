insert into core.plan_readings select text_id, $plans, version_id from core.current_texts
