"""The same stages over millions of reports: cut into shards, spread over processes or a cluster, resumable.

    cut      inputs -> shards of some hundred records, each known by the digest of its bytes
    mark     shard -> one table of annotations                          (spread)
    link     cards of all annotations -> which story each belongs to    (one process)
    tell     stories, some hundred reports at a time -> accounts        (spread)

A stage is a plain function from an Arrow table to an Arrow table (`stages`); nothing of an engine stands in
it. An engine (`engines`) maps a function over tasks. Each task writes one Parquet file under a temporary name
and then a manifest; a run skips what has a manifest for the same input and code (`results`). So a run that
was killed goes on where it stopped, and its output has the same bytes as an undisturbed one of one process.
"""

from twosource.batch.run import BatchOptions, Progress, run_batch

__all__ = ["BatchOptions", "Progress", "run_batch"]
