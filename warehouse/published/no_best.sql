drop table core.best_versions
