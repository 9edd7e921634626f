import { Markup } from '../../report/markup.ts';

/** What only the page of the benches has, after the style that all our pages have. */
export const benchStyle = new Markup(`
.ratios{display:grid;row-gap:6px;margin-top:8px}
.ratio{display:grid;grid-template-columns:130px minmax(0,1fr) 72px;column-gap:14px;align-items:center;font-size:14px}
.ratio a{color:inherit;text-decoration:none;font-weight:600;overflow-wrap:anywhere}
.ratio a:hover{text-decoration:underline}
.track{position:relative;height:26px;background:var(--sunken);border-radius:6px}
.fill{position:absolute;top:5px;bottom:5px;border-radius:4px;background:var(--accent)}
.missed .fill{background:var(--two)}.open .fill{background:var(--muted)}
.mark{position:absolute;top:0;bottom:0;width:0;border-left:2px solid var(--text)}
.mark.equal{border-left:1px solid var(--muted)}
.mark.must{border-left-color:var(--danger)}
.mark.aim{border-left-style:dashed;border-left-color:var(--text)}
.scale{position:relative;height:20px;font-size:12px;color:var(--muted);font-variant-numeric:tabular-nums}
.scale span{position:absolute;transform:translateX(-50%);white-space:nowrap}
.key.equal{background:var(--muted)}.key.must{background:var(--danger)}.key.aim{background:repeating-linear-gradient(90deg,var(--text) 0 4px,transparent 4px 7px)}
section>p.legend{color:var(--muted);margin:10px 0 0}
.status.missed,.status.failed{background:var(--dangerSoft);color:var(--onDangerSoft)}
.status.open,.status.skipped{background:var(--sunken);color:var(--muted)}
.title{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline;margin-bottom:4px}
.title h2{margin:0}.title strong{font-size:22px;color:var(--accent);font-variant-numeric:tabular-nums}
.missed .title strong{color:var(--two)}
.card{grid-template-columns:repeat(3,1fr);margin-bottom:16px}.card strong{font-size:26px}
section>ul.says{list-style:none;padding:0;margin-top:10px}
.xy{margin:22px 0 14px}
.xy .plot{min-height:220px}
.xy .ticks{margin-top:2px}.xy .x{text-align:center}
.xy .grid{opacity:.22}
.dot{position:absolute;width:9px;height:9px;margin:-4.5px;border-radius:50%;background:currentColor}
.dot.one{color:var(--one)}.dot.two{color:var(--two)}.dot.three{color:var(--three)}
@media (max-width:760px){
.card{grid-template-columns:1fr}
.ratio{grid-template-columns:84px minmax(0,1fr) 54px;column-gap:8px;font-size:13px}
.scale span:nth-child(even){visibility:hidden}
}`);
