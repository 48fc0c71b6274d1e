-- grain: the schema of what the system says of itself; not derived from captures, so no part of a rebuild's equality
create schema ops
