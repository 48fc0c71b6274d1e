alter table core.best_versions rename to all_best_versions
