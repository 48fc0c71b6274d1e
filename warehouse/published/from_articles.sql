create or replace view {view} as select {columns} from copy.store.articles
