create or replace view core.best_versions as from main.all_best
