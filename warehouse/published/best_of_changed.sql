create or replace view core.best_versions as from main.changed_best
