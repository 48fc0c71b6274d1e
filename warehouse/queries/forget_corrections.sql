-- grain: one line of core.corrections removed; its files are loaded anew.
delete from core.corrections where true
