/** The pages' look: the app's colours, in light and dark, from a phone's width on. */
export const STYLE = `
:root{--page:#f4f6f1;--surface:#fff;--line:#dde4da;--text:#14201a;--muted:#526057;--accent:#14624b;--soft:#daece1;--on-soft:#0d4a38;--spot:#fcefcd;--on-spot:#664400}
@media (prefers-color-scheme:dark){:root{--page:#0d1310;--surface:#161e1a;--line:#28332d;--text:#e9f0eb;--muted:#a1b1a8;--accent:#7ad3ad;--soft:#173a2d;--on-soft:#abe6cd;--spot:#3d3012;--on-spot:#ffdf9e}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,main,footer{max-width:46rem;margin:0 auto;padding:1rem}
header{padding-top:1.5rem}
a{color:var(--accent)}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 .35rem;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:1.6rem 0 .6rem}
p{margin:.3rem 0}
.muted,footer,time,.quote{color:var(--muted);font-size:.875rem}
.words{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
.card{background:var(--surface);border:1px solid var(--line);border-radius:14px;padding:.8rem 1rem;margin:.5rem 0}
ul.plain{list-style:none;margin:0;padding:0}
ul.plain.card{padding:.2rem 1rem}
ul.plain>li{padding:.55rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
ul.plain>li:last-child{border-bottom:0}
ul.plain>li>.muted{display:block}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem;margin:0}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
nav{display:flex;flex-wrap:wrap;gap:.4rem 1rem;margin:.8rem 0}
.day{text-align:center;margin:1.6rem 0 .8rem;color:var(--muted);font-size:.875rem;font-weight:600}
.message{display:grid;grid-template-columns:2.25rem 1fr;gap:0 .7rem;padding:.25rem 0;scroll-margin-top:1rem}
.message:target{background:var(--spot);border-radius:10px;outline:.35rem solid var(--spot)}
.message.first{margin-top:.7rem}
.face{width:2.25rem;height:2.25rem;border-radius:50%;background:var(--soft);color:var(--on-soft);display:grid;place-items:center;font-weight:600}
.said{grid-column:2;min-width:0}
.by{font-weight:600;overflow-wrap:anywhere;margin-right:.5rem}
.quote{display:block;border-left:3px solid var(--line);padding-left:.6rem;margin:.15rem 0;text-decoration:none;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.gone{color:var(--muted);font-style:italic}
.chips{display:flex;flex-wrap:wrap;gap:.3rem;margin:.3rem 0 0;padding:0;list-style:none}
.chips li{background:var(--surface);border:1px solid var(--line);border-radius:999px;padding:.05rem .55rem;font-size:.875rem}
.tag{background:var(--spot);color:var(--on-spot);border-radius:999px;padding:.05rem .5rem;font-size:.75rem;margin-left:.4rem}
.picture{display:block;max-width:100%;height:auto;border-radius:12px;margin:.3rem 0}
.file,.preview{display:block;width:fit-content;max-width:100%;background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:.45rem .8rem;margin:.3rem 0;overflow-wrap:anywhere}
.preview{color:inherit;text-decoration:none}
.preview>*{display:block}
.about{font-size:.9375rem}
`;
