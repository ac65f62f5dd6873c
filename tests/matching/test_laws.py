"""Laws that hold for every name: of comparing, and of what may not change a name."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sanxref.matching import compare_names

SCRIPTS = [
    "Omar Tambedou", "Пётр Захаровский", "محمد حسين الفاتح", "משה כהן לוי", "王小明", "김정은",
    "Αλέξανδρος Παπαδόπουλος", "राहुल शर्मा", "გიორგი ბერიძე", "Արմեն Պետրոսյան", "สมชาย ใจดี",
]  # fmt: skip
NAMES = st.sampled_from(SCRIPTS) | st.text(
    st.characters(categories=["L", "Mn", "Zs"]), min_size=1, max_size=24
)
INVISIBLE = st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@settings(deadline=None)  # tables of names are read at the first comparison
@given(NAMES, NAMES)
def test_a_score_is_the_same_in_both_directions(one, other):
    assert compare_names(one, other).score == compare_names(other, one).score


@settings(deadline=None)  # tables of names are read at the first comparison
@given(st.sampled_from(SCRIPTS), INVISIBLE, st.data())
def test_a_character_that_is_not_seen_changes_nothing(name, invisible, data):
    at = data.draw(st.integers(0, len(name)))
    hidden = name[:at] + invisible + name[at:]
    assert compare_names(hidden, name).score == compare_names(name, name).score


@settings(deadline=None)  # tables of names are read at the first comparison
@given(st.sampled_from(SCRIPTS), st.randoms(use_true_random=False))
def test_the_order_of_words_takes_little(name, rng):
    words = name.split()
    rng.shuffle(words)
    assert compare_names(" ".join(words), name).score >= 0.9
