-- grain: one label of the text $text_id as a person said it, the first said first
from mart.corrections where text_id = $text_id order by said_at, correction_id
