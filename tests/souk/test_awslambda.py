"""The local cloud's code on disk: a zip and a file are unpacked once."""

import shutil
import zipfile

from souk.local.awslambda import linking


def test_the_same_files_are_linked_and_others_unpacked(tmp_path):
    for name, content in (("one.zip", "old"), ("two.zip", "new")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("wheel/core.py", "x = 1")
            archive.writestr("orders/actions.py", content)
    unpacking = linking(tmp_path / "store")

    for name in ("one", "two", "two again"):
        (tmp_path / name).mkdir()
    for name in ("one", "two"):
        with unpacking(tmp_path / f"{name}.zip") as archive:
            archive.extractall(str(tmp_path / name))

    assert [(tmp_path / name / "orders/actions.py").read_text() for name in ("one", "two")] == ["old", "new"]
    assert (tmp_path / "one/wheel/core.py").samefile(tmp_path / "two/wheel/core.py")
    assert (tmp_path / "two/wheel/core.py").read_text() == "x = 1"

    with unpacking(tmp_path / "two.zip") as archive:
        archive.extractall(str(tmp_path / "two again"))
    assert (tmp_path / "two again").samefile(tmp_path / "two")

    # Behind the link of a process that ended is the code of others.
    (tmp_path / "process").mkdir()
    (tmp_path / "two").rename(tmp_path / "process/code")
    shutil.rmtree(tmp_path / "process")
    assert (tmp_path / "two again/orders/actions.py").read_text() == "new"


def test_a_zip_of_one_file_is_unpacked_as_any_other(tmp_path):
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.writestr("facts.py", "x = 1")
    (tmp_path / "one").mkdir()

    with linking(tmp_path / "store")(tmp_path / "one.zip") as archive:
        archive.extractall(str(tmp_path / "one"))

    assert (tmp_path / "one/facts.py").read_text() == "x = 1"
