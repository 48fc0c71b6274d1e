-- grain: one article and its best version, as the view that was here before tells it
create table main.all_best as from core.best_versions
