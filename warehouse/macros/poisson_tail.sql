-- the chance of n or more when mu are expected; 1 for n = 0
create or replace macro main.poisson_tail(n, mu) as greatest(
    0.0,
    1.0 - coalesce(list_sum(list_transform(range(n::bigint), lambda k: exp(k * ln(mu) - mu - lgamma(k + 1)))), 0.0)
);
