alter table core.all_best_versions rename to best_versions
