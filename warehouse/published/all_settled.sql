create view main.all_best as from core.article_states
