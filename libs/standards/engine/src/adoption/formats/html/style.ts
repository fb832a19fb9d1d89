/** The whole look of the page. Colours are named by what they mean; the dark ones hold where the reader asks for dark. */
export const style = `
:root{color-scheme:light dark;--back:#fff;--raised:#f6f8fa;--line:#d0d7de;--text:#1f2328;--quiet:#59636e;
--enforce:#1a7f37;--warn:#9a6700;--advisory:#0969da;--off:#818b98;--bad:#cf222e;--accepted:#8250df;--focus:#0969da}
@media (prefers-color-scheme:dark){:root{--back:#0d1117;--raised:#161b22;--line:#3d444d;--text:#f0f6fc;--quiet:#9198a1;
--enforce:#3fb950;--warn:#d29922;--advisory:#58a6ff;--off:#818b98;--bad:#f85149;--accepted:#bc8cff;--focus:#58a6ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main,header{max-width:1200px;margin:0 auto;padding:0 16px}
header{padding-top:24px}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:40px 0 12px}
h3{font-size:1rem;margin:20px 0 8px}
p{margin:4px 0;max-width:75ch}
.quiet{color:var(--quiet)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:12px;margin:20px 0 0;padding:0}
.tile{background:var(--raised);border:1px solid var(--line);border-radius:8px;padding:10px 14px}
.tile dt{color:var(--quiet);font-size:.85rem}
.tile dd{margin:0;font-size:1.45rem;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.3}
.tile dd small{display:block;font-size:.8rem;font-weight:400;color:var(--quiet)}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));gap:16px}
figure{margin:0;background:var(--raised);border:1px solid var(--line);border-radius:8px;padding:12px 14px;min-width:0}
figcaption{font-weight:600}
figcaption small{display:block;font-weight:400;color:var(--quiet)}
.plot{display:block;width:100%;height:auto;margin-top:8px}
.plot text{fill:var(--quiet);font:12px system-ui,sans-serif;font-variant-numeric:tabular-nums}
.plot .label{fill:var(--text)}
.axis{stroke:var(--line);stroke-width:1}
.series{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.area{stroke:none;opacity:.15}
.dot{stroke:none}
.passing.series,.enforce.series{stroke:var(--enforce)}.open.series,.crashes.series{stroke:var(--bad)}
.waived.series{stroke:var(--warn);stroke-dasharray:6 4}.accepted.series{stroke:var(--accepted);stroke-dasharray:2 4}
.passing.area,.enforce.bar,.passing.dot,.fixed.bar{fill:var(--enforce)}.open.dot,.open.area,.crashes.bar{fill:var(--bad)}
.waived.dot{fill:var(--warn)}.accepted.dot{fill:var(--accepted)}
.warn.bar{fill:var(--warn)}.advisory.bar,.duration.bar{fill:var(--advisory)}.off.bar{fill:var(--off)}
.bar{stroke:var(--raised);stroke-width:1}
.legend{display:flex;flex-wrap:wrap;gap:4px 14px;list-style:none;margin:6px 0 0;padding:0;font-size:.85rem}
.legend svg{width:22px;height:10px;margin-right:5px}
details{margin-top:8px}
summary{cursor:pointer;color:var(--quiet);font-size:.85rem;border-radius:4px}
summary:focus-visible,.scroll:focus-visible,a:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
details.part{border:1px solid var(--line);border-radius:8px;padding:8px 14px;margin-top:8px}
details.part>summary{color:var(--text);font-size:1rem;overflow-wrap:anywhere}
details.part[open]>summary{font-weight:600;margin-bottom:8px}
.scroll{overflow:auto;max-width:100%;border-radius:4px}
figure .scroll{max-height:260px}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
.wide{width:100%}
th,td{padding:5px 10px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap;vertical-align:middle}
th{font-weight:600}
thead th{color:var(--quiet);font-weight:500;font-size:.8rem;vertical-align:bottom;background:var(--back)}
figure thead th{background:var(--raised);position:sticky;top:0}
th:first-child,.word{text-align:left}
.changes td:last-child{white-space:normal;min-width:260px}
details.more{margin-top:12px}
.spark{width:120px;height:24px;display:block}
.spark .series{stroke-width:1.5}
.matrix td,.matrix thead th{padding:4px 6px;text-align:center}
.matrix thead th+th span{writing-mode:vertical-rl;transform:rotate(180deg)}
.matrix th:first-child{position:sticky;left:0;background:var(--back)}
.matrix .pass{color:var(--enforce)}.matrix .fail,.matrix .crashed{color:var(--bad);font-weight:600}
.matrix .not-supported{color:var(--warn)}.matrix .none{color:var(--off)}
.matrix td small{color:var(--quiet);font-size:.7rem;margin-left:2px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
footer{max-width:1200px;margin:40px auto 24px;padding:12px 16px 0;border-top:1px solid var(--line);font-size:.85rem}
@media (max-width:700px){tbody th:first-child{white-space:normal;overflow-wrap:anywhere;min-width:110px;max-width:42vw;font-size:.8rem}}
@media print{details{display:none}figure,.tile{break-inside:avoid}}
`;
