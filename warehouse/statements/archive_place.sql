-- where this connection looks for the archive of old texts
select getvariable('texts')
