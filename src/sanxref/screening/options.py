"""Settings of screening (config/screening.yaml)."""

from dataclasses import dataclass, field, replace

from sanxref.articles import ReadOptions, RecognizerName
from sanxref.claims import ClaimOptions
from sanxref.errors import ConfigError
from sanxref.matching import MatchingOptions

__all__ = ["BatchOptions", "ScreeningOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """How many articles at once, what one of them may cost, and how long runs are kept.

    Attributes:
        workers: Processes that screen; 0 chooses: the run's own process below `pool_from`
            inputs, else one for each processor.
        pool_from: Inputs from which `workers: 0` starts processes.
        article_seconds: Longest time that one article may take, reading included.
        worker_megabytes: Most memory that one worker process may ask for.
        quick_from: Inputs from which the quick pass decides which articles need the model.
        retention_days: For how long `sanxref runs prune` keeps runs.
        signing_key: The user's own SSH key that signs manifests (`ssh-keygen -Y sign`); empty
            for none.

    Raises:
        ConfigError: A number is out of range.
    """

    workers: int = 0
    pool_from: int = 32
    article_seconds: float = 60.0
    worker_megabytes: int = 6000
    quick_from: int = 1000
    retention_days: int = 3653
    signing_key: str = ""

    def __post_init__(self) -> None:
        """Refuse numbers that no run can work with."""
        if self.workers < 0 or self.pool_from < 1 or self.quick_from < 1:
            raise ConfigError(
                "batch: workers must be 0 or more, pool_from and quick_from 1 or more"
            )
        if self.article_seconds <= 0 or self.worker_megabytes < 1000 or self.retention_days < 1:  # noqa: PLR2004 - said in the message
            raise ConfigError(
                "batch: article_seconds and retention_days must be above 0, "
                "worker_megabytes 1000 or more"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningOptions:
    """Options of the rooms that screening joins (config/screening.yaml).

    Attributes:
        recognizer: Who looks for names besides the spotter: `spacy`, `capitals` (no model), or
            `auto` for spaCy where it is installed.
        articles: How inputs are read.
        matching: Threshold and weights.
        claims: Tolerances of verdicts.
        batch: Processes, limits for one article, retention.
    """

    recognizer: RecognizerName = "auto"
    articles: ReadOptions = field(default_factory=ReadOptions)
    matching: MatchingOptions = field(default_factory=MatchingOptions)
    claims: ClaimOptions = field(default_factory=ClaimOptions)
    batch: BatchOptions = field(default_factory=BatchOptions)

    def with_flags(
        self, *, threshold: float | None = None, recognizer: RecognizerName | None = None
    ) -> "ScreeningOptions":
        """The same options with what the command line says instead; None changes nothing."""
        matching = self.matching
        if threshold is not None:
            matching = replace(matching, threshold=threshold)
        return replace(self, matching=matching, recognizer=recognizer or self.recognizer)
