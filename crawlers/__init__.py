"""THE WEB: fetch public pages politely, land every response, read feeds and articles.

Knows nothing of nlp or warehouse.
"""
