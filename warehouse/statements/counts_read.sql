-- a table keeps the order of the file, so that its rowid tells the line
create temp table counted as
select trim({source}) as source, trim({at}) as at_text, trim({items}) as items_text, trim({kind}) as kind
from read_csv(
    $path, delim = '{delim}', auto_detect = false, header = false, skip = 1, columns = {columns}, null_padding = true, quote = '"',
    escape = '"', strict_mode = false
)
