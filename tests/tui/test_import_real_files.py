"""Real files, large and dirty, come in with the dirt found and named; broken ones end in one clear sentence."""

import json
import random
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from broken_within import broken_within

from core.derive.derive import derive
from core.errors import JingdexError
from core.importing.choices import Choices
from core.importing.plan import Plan, planned
from core.importing.recognise import recognised
from core.method.run import Scored
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.reading.foreign import read_foreign
from tui.command_line import main
from tui.imports.files import planned_files
from tui.imports.options import ImportOptions

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference"
REAL, ASEM = REFERENCE / "real", REFERENCE / "asem"
GUIDE = (Path(__file__).parents[2] / "docs" / "guide.md").read_text("utf-8")
needs_reference = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference files are not beside the project")


def plan_of(path: Path, **roles: str) -> Plan:
    """The plan of a file on an empty workbook."""
    table = read_foreign(path)[0]
    layout = recognised(table, roles.items()).with_roles(roles)
    return planned(table, layout, Choices(released="2026-01-01"), Workbook())


@needs_reference
def test_the_dirt_of_the_chinese_panel_is_found_and_named() -> None:
    """Spellings, slips with the right name beside them, two units, a missing year, two scales, the spike of 2021."""
    plan = plan_of(REAL / "china_provincial_st_panel.csv")
    assert (plan.rows, plan.empty, len(plan.units)) == (24127, 304, 72)
    offered = {match.text: match.nearest for match in plan.units if match.code is None}
    assert offered == {
        "两藏": "西藏", "四藏": "西藏", "内蒙占": "内蒙古", "山两": "山西", "江两": "江西", "江四": "江西",
        "浙汀": "浙江",
    }  # fmt: skip
    texts = [finding.text for finding in plan.findings]
    assert any(text.startswith("no figures of 2017 in the middle of v4_cy_scjy_lrze") for text in texts)
    assert any("v4_zh_nbzc_hj (in 10^4) and v4_ztr_jf_RD (in 10^8) are the same figures" in text for text in texts)
    assert any(text.startswith("北京 v4_cy_scjy_lrze 2021") for text in texts)
    two = {"v4_cy_qyzl_fms", "v4_cy_RDhd_yfjgs", "v4_cy_RDhd_qsdl", "v4_cy_xcp_kfxm"}
    wrong = {name for name in two for row in plan.refused if f"where {name} is in" in row.why}
    assert wrong == two
    kept = plan.new.height + len(plan.refused) + sum(one.rows for one in plan.findings if one.kind == "repeated")
    assert kept + plan.empty == 24127


@needs_reference
@pytest.mark.parametrize(
    ("path", "roles", "figures"),
    [
        (REAL / "i40_readiness_nuts2_panel.csv", {}, 248_958),
        (REAL / "eurostat_employment_nace_2007_2016.csv", {}, 2990),
        (REAL / "goettingen_germany_employment_2008_2017.csv", {}, 320),
        (REAL / "china_entropy_topsis_expected.csv", {}, 1976),
        (REAL / "china_entropy_topsis_weights.csv", {"period": "=2023", "unit": "=china"}, 10),
        (REAL / "eurostat_lq_shift_share_expected.csv", {"period": "=2016"}, 290 * 7),
        (REAL / "eurostat_specialisation_expected.csv", {}, 87),
        (ASEM / "asem_idata.csv", {}, 2639),
        (ASEM / "asem_panel.csv", {}, 13195),
        (ASEM / "asem_panel_gaps.csv", {}, 12070),
        (ASEM / "world_denoms.csv", {"period": "=2019"}, None),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_each_real_file_comes_in_whole(path: Path, roles: dict[str, str], figures: int | None) -> None:
    """Every filled cell of figures becomes one figure, and nothing is refused."""
    plan = plan_of(path, **roles)
    assert plan.refused == ()
    assert plan.new.height == plan.cells - plan.empty
    assert figures in (None, plan.new.height)


@needs_reference
@pytest.mark.parametrize("path", sorted(REAL.glob("codelists/*.csv")), ids=lambda path: path.name)
def test_a_code_list_is_told_to_be_no_figures(path: Path) -> None:
    """One sentence, and no figures made of codes."""
    with pytest.raises(JingdexError, match="no column"):
        plan_of(path)


@needs_reference
def test_the_two_tables_of_coinr_make_a_method_that_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One step brings 51 countries with their groups, the directions of iMeta and its tree, scored."""
    path = tmp_path / "w.jingdex"
    assert main(["new", str(path)]) == 0
    assert main(["import", str(path), str(ASEM / "asem_idata.csv"), str(ASEM / "asem_imeta.csv"), "--yes"]) == 0
    capsys.readouterr()
    with WorkbookFile.open(path) as file:
        workbook = file.workbook()
        assert len(file.trail()) == 2
    assert workbook.indicators["CO2"].direction == -1
    assert len(workbook.groups) == 51 * 4
    method, targets = workbook.methods
    assert targets == f"{method}_targets"
    result = derive(workbook).methods[method]
    assert isinstance(result, Scored)
    assert len(result.tree.indicators) == 49


@needs_reference
def test_the_guide_leads_from_the_file_to_the_ranking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The commands of the guide, on the file itself: its numbers of figures, and the closeness known for Beijing."""
    book, method = str(tmp_path / "panel.jingdex"), tmp_path / "ranking.toml"
    panel = str(REAL / "china_provincial_st_panel.csv")
    assert main(["new", book]) == 0
    said = ("--unknown", "near", "--measure", "v4_cy_RDhd_qsdl=PERSON_YEARS")
    assert main(["import", book, panel, "--yes", *said]) == 0
    assert "23,018 new, 0 changed" in capsys.readouterr().out
    assert "23,018 new, 0 changed" in GUIDE
    expected = pl.read_csv(REAL / "china_entropy_topsis_expected.csv")
    units = json.dumps(expected["province"].unique().sort().to_list(), ensure_ascii=False)
    text = GUIDE[GUIDE.index("[method]\n") : GUIDE.index("```\n\n```\n$ jingdex method load")]
    leaf = '[[tree]]\ncode = "v4_ztr_qd_RD"'
    others = ("v4_zh_nbzc_jcyj", "v4_zh_qsdl_hj", "v4_cg_zlsq2_fm", "v4_cg_jssc_je")
    leaves = "".join(f'[[tree]]\ncode = "{code}"\nparent = "closeness"\n\n' for code in others)
    text = text.replace('["北京", "天津", "河北"]', units).replace(leaf, leaves + leaf)
    method.write_text(text, encoding="utf-8")
    assert main(["method", "load", book, str(method)]) == 0
    with WorkbookFile.open(Path(book)) as file:
        scored = derive(file.workbook()).methods["st"]
    assert isinstance(scored, Scored)
    made = {(unit, int(period)): score for unit, period, score in scored.scores.iter_rows()}
    for province, year, closeness in expected.select("province", "year", "closeness").iter_rows():
        assert made[province, year] == pytest.approx(closeness, rel=1e-9)
    assert f"北京            {made['北京', 2023]:.4f}" in GUIDE


@pytest.mark.parametrize("form", ["xlsx", "parquet", "jsonl", "json", "csv1", "csv2"])
def test_every_form_brings_the_same_figures(form: str, tmp_path: Path) -> None:
    """Excel, Parquet, JSON and both SDMX-CSVs, with powers of ten and status letters honoured."""
    rows = [("AT", "GDP", "2022", 1.5, "P", "6", "1"), ("BE", "GDP", "2023", 2.25, "A", "6", "2")]
    names = ("REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MULT", "DECIMALS")
    frame = pl.DataFrame(rows, schema=names, orient="row")
    path = tmp_path / f"f.{form if form[-1].isalpha() else 'csv'}"
    if form == "xlsx":
        frame.write_excel(path)
    elif form == "parquet":
        frame.write_parquet(path)
    elif form == "jsonl":
        frame.write_ndjson(path)
    elif form == "json":
        path.write_text(json.dumps(frame.to_dicts()), encoding="utf-8")
    else:
        head = {"csv1": ["DATAFLOW"], "csv2": ["STRUCTURE", "STRUCTURE_ID", "ACTION"]}[form]
        said = {"DATAFLOW": "X:Y(1.0)", "STRUCTURE": "dataflow", "STRUCTURE_ID": "X:Y(1.0)", "ACTION": "I"}
        frame.select([pl.lit(said[name]).alias(name) for name in head] + [pl.all()]).write_csv(path)
    new = plan_of(path).new
    columns = ["unit", "indicator", "period", "value", "status", "mult", "decimals"]
    assert new.select(columns).rows() == [
        ("AT", "GDP", "2022", 1.5e6, "P", 6, 1), ("BE", "GDP", "2023", 2.25e6, "A", 6, 2)
    ]  # fmt: skip


SEEDS = (
    "region,year,variable,value,unit\nN,2022,gdp,1.5,亿元\nS,2023,gdp,2.5,亿元\nS,2022,jobs,7,人\n".encode(),
    "region;year;gdp;jobs\nN;2022;1,5;7\nS;2022;2,5;8\n".encode("utf-16"),
    "地区,2021年,2022年\n北京,1,2\n上海,3,4\n".encode("gb18030"),
    b'{"geo":"AT","year":"2022","gdp":1.5}\n{"geo":"BE","year":"2022","gdp":"x"}\n',
    b"STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MULT\ndataflow,X:Y(1.0),I,AT,G,2020,1,6\n",
)
HOSTILE = (
    b"\0", b'"', b"\n", b",", b";", b"\xff\xfe", b"\x1b[2J", b"=cmd|'/c calc'!A1", b"9" * 400, b"1e999", b"-", b"\r",
    b"[red]x[/red]", b"\xe2\x80\xae", b"nan", b"inf", b"2022", b"{}", b"[[[", b"\xed\xa0\x80", b"1e-999", b"\t",
)  # fmt: skip


def broken(seed: int, forms: dict[str, bytes]) -> tuple[str, bytes]:
    """A whole file with cuts, repeats, foreign bytes and now and then a huge cell put into it at random."""
    dice = random.Random(seed)  # noqa: S311 - cases, not secrets
    suffix, whole = dice.choice(sorted(forms.items()))
    content = bytearray(whole)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(content) + 1)
        match dice.randrange(5):
            case 0:
                del content[at : at + dice.randint(1, 30)]
            case 1:
                content[at:at] = dice.choice(HOSTILE)
            case 2:
                content[at:at] = content[: dice.randint(0, 60)]
            case 3:
                content[at : at + 1] = bytes([dice.randrange(256)])
            case _:
                content[at:at] = b"x" * dice.choice((1, 5000, 140_000))
    return suffix, bytes(content[: dice.choice((None, None, len(content) // 2))])


def end_of(path: Path) -> str:
    """“in” where the file has a plan whose edit applies, else the one sentence of the error."""
    try:
        planned_files((path,), ImportOptions(), Workbook()).edit.apply(Workbook())
    except JingdexError as error:
        return str(error)
    return "in"


def are_one_sentence(ends: list[str]) -> bool:
    """Whether every file came in or ended in one line with a full stop."""
    return all(end == "in" or ("\n" not in end and end.endswith(".")) for end in ends)


@pytest.mark.parametrize("sheets", [("Figures",), ("Database", "Framework")], ids=["shares", "COIN Tool"])
def test_excel_files_broken_within_each_come_in_or_end_in_one_sentence(sheets: tuple[str, ...], tmp_path: Path) -> None:
    """Workbooks with shares in per cent, or with the sheets of a COIN Tool, in which some part is damaged."""
    whole, path = tmp_path / "w.xlsx", tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(whole) as book:
        share = book.add_format({"num_format": "0.0%"})
        for name in sheets:
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ("region", "year", "Ind.01"))
            sheet.write_row(1, 0, ("N", 2022, 0.5), share)
    ends = []
    for seed in range(8):
        path.write_bytes(broken_within(whole.read_bytes(), random.Random(seed)))  # noqa: S311 - for a test
        ends.append(end_of(path))
    assert are_one_sentence(ends)
    assert len(set(ends)) > 1


def test_text_files_broken_at_random_each_come_in_or_end_in_one_sentence(tmp_path: Path) -> None:
    """Truncated, mis-encoded, huge-celled and hostile: a plan whose edit applies, or one error of ours in one line.

    `make fuzz` has as many as are wished.
    """
    forms = {f"{n}.{'jsonl' if text.startswith(b'{') else 'csv'}": text for n, text in enumerate(SEEDS)}
    ends = []
    for seed in range(100):
        suffix, content = broken(seed, forms)
        path = tmp_path / f"f{Path(suffix).suffix}"
        path.write_bytes(content)
        ends.append(end_of(path))
    assert are_one_sentence(ends)
    assert 10 < ends.count("in") < 90


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_files_broken_at_random_that_a_process_reads_end_in_one_sentence(suffix: str, tmp_path: Path) -> None:
    """Few of each, as every one starts a process; `make fuzz` has as many as are wished."""
    path = tmp_path / f"whole.{suffix}"
    frame = pl.DataFrame({"geo": ["AT", "BE"], "year": ["2022"] * 2, "gdp": [1.0, 2.0]})
    if suffix == "xlsx":
        frame.write_excel(path)
    else:
        frame.write_parquet(path)
    whole = path.read_bytes()
    assert end_of(path) == "in"
    ends = []
    for seed in range(6):
        path.write_bytes(broken(seed, {suffix: whole})[1])
        ends.append(end_of(path))
    assert are_one_sentence(ends)
    assert ends.count("in") < len(ends)
