-- grain: the text $text_id as the active annotator labelled it, people's corrections laid over it
from mart.labels where text_id = $text_id
