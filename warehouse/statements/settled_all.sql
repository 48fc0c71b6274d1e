-- no article is touched while this holds
set variable all_settled = true
