/** What StyleSheet can't say: keyboard focus, what shows with the mouse only, motion, selection, autofill. */
export const globalCss = `
html{-webkit-text-size-adjust:100%}
body{background:var(--hw-page);color:var(--hw-text)}
:focus{outline:none}
:focus-visible{outline:2px solid var(--hw-accent);outline-offset:2px}
input:focus-visible,textarea:focus-visible{outline-offset:-1px}
::selection{background:var(--hw-spot);color:var(--hw-onSpot)}
::placeholder{color:var(--hw-muted);opacity:1}
input:-webkit-autofill{-webkit-text-fill-color:var(--hw-text);box-shadow:0 0 0 100px var(--hw-surface) inset}
a,button,[role=button],[role=tab],[role=switch]{transition:background-color .14s,border-color .14s,box-shadow .14s,opacity .14s}
[role=menu]:focus-visible{outline:none}
[role=menuitem]:focus-visible{outline-offset:-2px}
[data-revealed]{opacity:0}
[data-revealed]:focus-visible{opacity:1}
@media (hover:hover){[role=article]:hover [data-revealed],[data-revealed][aria-expanded=true]{opacity:1}}
@media (hover:none){[data-revealed]{pointer-events:none}}
@media (pointer:coarse){[data-long-press]{touch-action:pan-y}[data-long-press] *{-webkit-user-select:none!important;user-select:none!important;-webkit-touch-callout:none}}
*{scrollbar-color:var(--hw-lineStrong) transparent;scrollbar-width:thin}
@media (prefers-reduced-motion:reduce){*{animation-duration:.01ms!important;animation-iteration-count:1!important;transition-duration:.01ms!important;scroll-behavior:auto!important}}
`;
