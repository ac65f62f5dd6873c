from pathlib import Path

import pytest

from sanxref.articles import expand_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "deep/c.md", ".hidden", ".git/config"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    return tmp_path


def test_folder_gives_its_files_sorted_and_without_hidden_ones(folder: Path) -> None:
    expected = tuple(str(folder / name) for name in ("a.txt", "b.txt", "deep/c.md"))
    assert expand_inputs([str(folder)]) == expected


def test_glob_gives_its_hits_sorted(folder: Path) -> None:
    assert expand_inputs([f"{folder}/*.txt"]) == (f"{folder}/a.txt", f"{folder}/b.txt")
    assert expand_inputs([f"{folder}/**/*.md"]) == (f"{folder}/deep/c.md",)


def test_a_source_named_twice_is_given_once(folder: Path) -> None:
    assert expand_inputs([f"{folder}/a.txt", str(folder)])[:2] == (
        f"{folder}/a.txt",
        f"{folder}/b.txt",
    )


@pytest.mark.parametrize(
    "source", ["-", "https://example.org/a?b=*", "HTTP://EXAMPLE.ORG", "missing.txt", "no/*.txt"]
)
def test_addresses_streams_and_what_is_missing_stay(source: str) -> None:
    assert expand_inputs([source]) == (source,)


def test_empty_folder_stays(tmp_path: Path) -> None:
    assert expand_inputs([str(tmp_path)]) == (str(tmp_path),)


def test_a_file_whose_name_has_glob_characters_is_itself(tmp_path: Path) -> None:
    path = tmp_path / "report[1].txt"
    path.write_text("text")
    assert expand_inputs([str(path)]) == (str(path),)


def test_a_link_in_a_circle_ends(folder: Path) -> None:
    (folder / "deep" / "up").symlink_to(folder)
    assert len(expand_inputs([str(folder)])) == 3
