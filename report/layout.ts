/** What our pages look like, in the variables that `style.ts` sets. */
export const LAYOUT = `
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:1120px;margin:0 auto;padding:24px 24px 64px}
h1,h2,h3,h4,p{margin:0}
h2{font-size:22px;line-height:1.25;letter-spacing:-.2px;margin-bottom:4px}
h3{font-size:16px;margin:20px 0 6px}
h4{font-size:12px;font-weight:600;color:var(--muted);text-transform:uppercase;letter-spacing:.06em;margin:12px 0 2px}
section{background:var(--surface);border:1px solid var(--line);border-radius:18px;padding:24px;margin-top:16px}
section>p{color:var(--muted);max-width:72ch;margin-bottom:14px}
.says,small{color:var(--muted);font-size:13px}
.id{display:inline-block;min-width:2.4em;font-weight:700;font-variant-numeric:tabular-nums}

.hero{border-radius:26px;padding:32px;background:var(--accentSoft);color:var(--onAccentSoft)}
.hero.broken{background:var(--dangerSoft);color:var(--onDangerSoft)}
.hero.empty{background:var(--spotSoft);color:var(--onSpotSoft)}
.hero h1{font-size:clamp(32px,6vw,52px);line-height:1.08;letter-spacing:-.025em;margin:6px 0 14px}
.hero p{max-width:70ch}
.brand{font-weight:600;font-size:14px}
.hero .line{font:600 clamp(14px,2.2vw,18px)/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;margin-bottom:10px;max-width:none}
.figures{display:grid;grid-template-columns:repeat(4,1fr);gap:16px;background:none;border:0;padding:0}
.figure{background:var(--surface);border:1px solid var(--line);border-radius:18px;padding:20px}
.figure strong{display:block;font-size:40px;line-height:1;letter-spacing:-.03em;color:var(--accent);font-variant-numeric:tabular-nums;margin-bottom:8px}
.figure.broken strong{color:var(--danger)}
.figure h2{font-size:16px}
.figure p{color:var(--muted);font-size:13px;line-height:1.4}

.table{overflow-x:auto;margin:0 -8px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{padding:8px;border-bottom:1px solid var(--line);vertical-align:top;text-align:left}
tbody tr:last-child td{border-bottom:0}
th{font-size:12px;line-height:1.3;color:var(--muted);font-weight:600;vertical-align:bottom}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th.number{white-space:normal}
.status{display:inline-block;border-radius:99px;padding:1px 10px;font-size:13px;font-weight:600;white-space:nowrap;background:var(--accentSoft);color:var(--onAccentSoft)}
.status.broken{background:var(--dangerSoft);color:var(--onDangerSoft)}
.status.not-exercised{background:var(--sunken);color:var(--muted)}
.violations{margin-top:12px;border-radius:12px;padding:12px 16px;background:var(--dangerSoft);color:var(--onDangerSoft);overflow-wrap:anywhere}
.violations summary{font-weight:600}
.violations ol{margin:8px 0 0;padding-left:28px;font-size:14px}
.violations small{color:inherit;opacity:.85}
summary{cursor:pointer}
.all{margin-top:12px;font-size:14px}
.all summary{font-weight:600;padding:6px 0}
pre{margin:0;background:var(--sunken);border-radius:12px;padding:14px 16px;overflow-x:auto;font:14px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;user-select:all}
ul{margin:0;padding-left:20px}

.row{display:grid;grid-template-columns:232px minmax(0,1fr);column-gap:16px;margin:0}
.lane{align-items:center}
.lane .name{font-size:13px;line-height:18px;display:flex;justify-content:space-between;gap:8px;overflow-wrap:anywhere}
.lane .name .number{color:var(--muted)}
.lane svg{display:block;width:100%;height:16px;background:var(--sunken)}
.lane:hover svg{background:var(--line)}
.ticks{position:relative;height:20px;font-size:12px;line-height:20px;color:var(--muted);font-variant-numeric:tabular-nums}
.ticks span{position:absolute;transform:translateX(-50%);white-space:nowrap}
.chart{padding:14px 0;border-top:1px solid var(--line)}
figcaption{font-size:14px;line-height:1.4}
figcaption .says{display:block;line-height:1.35;margin:2px 0 6px}
.legend{display:flex;flex-wrap:wrap;gap:2px 12px;font-size:12px}
.key{display:inline-block;width:14px;height:3px;border-radius:2px;margin-right:5px;vertical-align:middle;background:currentColor}
.plot{position:relative;min-height:130px}
.plot svg{position:absolute;inset:0;width:100%;height:100%;background:var(--sunken);overflow:hidden}
.y{position:absolute;left:2px;transform:translateY(-100%);font-size:11px;line-height:14px;color:var(--muted);font-variant-numeric:tabular-nums;pointer-events:none;padding:0 3px;border-radius:3px;background:color-mix(in srgb,var(--sunken) 78%,transparent)}
svg path{vector-effect:non-scaling-stroke;fill:none}
.grid{stroke:var(--lineStrong);stroke-width:1;opacity:.28}
.quiet{stroke:var(--muted);stroke-width:1;stroke-dasharray:4 3}
.line{stroke-width:1.5;stroke:currentColor;stroke-linejoin:round}
svg .area{fill:currentColor;opacity:.16}
svg .one,.key.one{color:var(--one)}svg .two,.key.two{color:var(--two)}svg .three,.key.three{color:var(--three)}
svg .bad,.key.bad{color:var(--danger)}svg .faint,.key.faint{color:var(--lineStrong)}
.bar{vector-effect:non-scaling-stroke;stroke-width:2;stroke:currentColor;fill:currentColor;fill-opacity:.55}
.bar.fault{color:var(--two)}.bar.bad{fill-opacity:1}
footer{color:var(--muted);font-size:14px;margin-top:24px;max-width:80ch}

@media (max-width:760px){
main{padding:12px 12px 40px}
section{padding:18px 14px;border-radius:14px}
.hero{padding:22px 18px;border-radius:18px}
.figures{grid-template-columns:1fr 1fr;gap:10px;padding:0}
.figure{padding:14px}.figure strong{font-size:34px}
.row{display:block}
.lane{margin-top:3px}.lane svg{height:13px}
.ticks span:nth-child(even){visibility:hidden}
.plot{margin-top:8px;min-height:120px}
th,td{padding:7px 6px}
td .says{display:block}
td:first-child{min-width:116px}
}
@media print{
body{background:none;font-size:12px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{max-width:none;padding:0}
section,.figure{border-radius:8px;padding:12px}
.chart,.lane,tr,.figure,.hero{break-inside:avoid}
h2,h3,h4{break-after:avoid}

.violations::details-content{content-visibility:visible;block-size:auto}
}`;
