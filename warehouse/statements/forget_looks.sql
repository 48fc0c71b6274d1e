-- all work on texts is to be done for all of them
delete from ops.looks where true
