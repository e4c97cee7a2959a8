"""A page of HTML that needs nothing else: its style within it, and no script."""

from core.workbook.entry import Language
from tui.tables.markup import escaped

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 68rem; margin: 0 auto;
  padding: 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0 1rem; }
h2 { font-size: 1.3rem; border-bottom: 1px solid #bbb; padding-bottom: .2rem; margin: 2.2rem 0 .8rem; }
h3 { font-size: 1.08rem; margin: 1.6rem 0 .4rem; } h4 { font-size: 1rem; margin: 1.1rem 0 .3rem; }
p { margin: .4rem 0; }
.first { background: #f2f6fb; border-left: 4px solid #174a86; padding: .6rem 1rem; }
.first h2 { margin-top: 0; border: 0; } .first ul { padding-left: 1.1rem; margin: 0; } .first li { margin: .3rem 0; }
.wide { overflow-x: auto; margin: .4rem 0 1.2rem; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.35; font-variant-numeric: tabular-nums; }
th { text-align: left; border-bottom: 2px solid #444; white-space: nowrap; vertical-align: bottom; }
th, td { padding: .2rem .55rem; }
td { vertical-align: top; white-space: pre-wrap; min-width: 3.2rem; max-width: 26rem; }
tbody tr:nth-child(even) { background: #f5f5f5; }
.right { text-align: right; white-space: nowrap; }
.drawn { font-family: ui-monospace, monospace; white-space: pre; }
.estimated { color: #595959; font-style: italic; }
.good { color: #12692b; } .warn { color: #7a4200; } .bad { color: #a3161a; } .dim { color: #595959; }
svg { display: block; width: 100%; max-width: 44rem; height: auto; margin: .4rem 0 .8rem; }
pre { background: #f5f5f5; padding: .8rem; overflow-x: auto; font-size: .8rem; line-height: 1.35; }
summary { cursor: pointer; }
@media (max-width: 40rem) { body { padding: .7rem; } td { max-width: 15rem; } }
@media print { .wide, pre { overflow: visible; } h2, h3, h4 { break-after: avoid; } svg, tr { break-inside: avoid; } }
"""


def html_page(title: str, language: Language, body: str) -> str:
    """The page with this body."""
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    head = f'<meta charset="utf-8">\n{view}\n{policy}\n<title>{escaped(title)}</title>\n<style>{STYLE}</style>'
    return f'<!doctype html>\n<html lang="{language}">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
