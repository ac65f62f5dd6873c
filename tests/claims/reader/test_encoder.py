"""The encoder, with small weights made by chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxref.claims.reader.encoder import Encoder, Weights

_WIDTH, _INNER, _PIECES, _TAGS = 24, 48, 30, 4


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    chance = np.random.default_rng(1)

    def some(*shape: int) -> np.ndarray:
        return chance.normal(size=shape, scale=0.5).astype(np.float32)

    weights: dict[str, np.ndarray] = {
        "position": some(16, _WIDTH),
        "tag": some(_TAGS, _WIDTH),
        "word.scale": np.abs(some(_PIECES, 1)) / 100,
        "embedding.norm.weight": some(_WIDTH),
        "embedding.norm.bias": some(_WIDTH),
    }
    for number in range(2):
        layer = f"layer{number}"
        shapes = dict.fromkeys("qkvo", (_WIDTH, _WIDTH))
        shapes |= {"in": (_WIDTH, _INNER), "out": (_INNER, _WIDTH)}
        for part, shape in shapes.items():
            weights[f"{layer}.{part}.weight"] = some(*shape)
            weights[f"{layer}.{part}.bias"] = some(shape[1])
        for part in ("seen", "thought"):
            weights[f"{layer}.{part}.weight"] = some(_WIDTH)
            weights[f"{layer}.{part}.bias"] = some(_WIDTH)
    words = chance.integers(-127, 128, size=(_PIECES, _WIDTH), dtype=np.int8)
    made: Weights = weights
    return Encoder(made, words)


@given(
    pieces=st.lists(st.integers(0, _PIECES - 1), min_size=1, max_size=16),
    wanted=st.sets(st.integers(0, 15), min_size=1),
)
def test_what_is_wanted_does_not_depend_on_what_else_is(
    encoder: Encoder, pieces: list[int], wanted: set[int]
) -> None:
    tags = [number % _TAGS for number in range(len(pieces))]
    all_ = list(range(len(pieces)))
    some = [at for at in all_ if at in wanted] or [0]
    first = encoder.begin(pieces, tags)
    whole, part = encoder.finish(first, all_), encoder.finish(first, some)
    np.testing.assert_allclose(part[some], whole[some], rtol=1e-4, atol=1e-4)
    left = [at for at in all_ if at not in some]
    assert not part[left].any()


def test_a_vector_knows_its_surroundings_and_its_tag(encoder: Encoder) -> None:
    def first(pieces: list[int], tags: list[int]) -> np.ndarray:
        return encoder.finish(encoder.begin(pieces, tags), [0])[0]

    plain = first([1, 2, 3], [0, 0, 0])
    assert not np.allclose(plain, first([1, 2, 4], [0, 0, 0]))
    assert not np.allclose(plain, first([1, 2, 3], [1, 0, 0]))
