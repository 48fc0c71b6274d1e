-- grain: one line of core.story_corrections removed; its files are loaded anew.
delete from core.story_corrections where true
