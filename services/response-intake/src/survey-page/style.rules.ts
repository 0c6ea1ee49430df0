import { createHash } from 'node:crypto';

/**
 * The page's style: one column, thumb-sized scale in two rows on a phone and one row from 40 rem on. Sides are named by
 * the reading direction, so that the page, and the scale in it, begins where its reader begins.
 */
export const STYLE = `
:root{color-scheme:light dark;--ink:#17212b;--soft:#4d5966;--edge:#6f7b88;--hair:#dde3e9;--card:#fff;--back:#f0f3f6;
--accent:#1d4ed8;--over:#e8eefc;--on:#fff;--wrong:#b42318;--wrong-back:#fdf1f0}
@media(prefers-color-scheme:dark){:root{--ink:#eef2f6;--soft:#a9b4c0;--edge:#8391a0;--hair:#313c48;--card:#1b242e;
--back:#11181f;--accent:#8fb0ff;--over:#26334a;--on:#0d1520;--wrong:#ffa39b;--wrong-back:#3a1f1d}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100svh;background:var(--back);color:var(--ink);display:flex;flex-direction:column;
font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{width:100%;flex:1;background:var(--card);padding:1.75rem 1rem 2.25rem}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 1.5rem;font-weight:650;text-wrap:balance;overflow-wrap:anywhere}
h2{font-size:1.0625rem;margin:0 0 .375rem;font-weight:600}
p{margin:0 0 1rem}
a{color:var(--accent)}
fieldset{border:0;margin:0 0 2rem;padding:0;min-width:0}
legend{padding:0;width:100%}
.scale{display:grid;grid-template-columns:repeat(6,1fr);gap:clamp(.25rem,1.4vw,.5rem)}
.scale label{position:relative;display:block}
.scale input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.scale span{display:grid;place-items:center;min-height:3.25rem;border:1.5px solid var(--edge);border-radius:.625rem;
font-size:1.125rem;font-weight:600;font-variant-numeric:tabular-nums}
.scale input:checked+span{background:var(--accent);border-color:var(--accent);color:var(--on)}
.scale input:focus-visible+span{outline:3px solid var(--accent);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:1.5rem;margin:.75rem 0 0;color:var(--soft);font-size:.9375rem}
.ends span{min-width:0;overflow-wrap:anywhere}
.ends span:last-child{text-align:end}
.few{grid-template-columns:none;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr)}
.halves{grid-template-columns:repeat(5,1fr)}
.ask{font-weight:600;margin-bottom:.75rem;overflow-wrap:anywhere}
small{font-weight:400;font-size:.9375rem;color:var(--soft)}
.choices{display:grid;gap:.5rem}
.choices label{display:flex;align-items:center;gap:.75rem;min-height:3.25rem;padding:.625rem .875rem;border:1.5px solid var(--edge);
border-radius:.625rem;cursor:pointer;overflow-wrap:anywhere}
.choices span{min-width:0}
.choices input{flex:none;width:1.25rem;height:1.25rem;margin:0;accent-color:var(--accent)}
.choices label:has(:checked){background:var(--over);border-color:var(--accent)}
.choices label:has(:focus-visible){outline:3px solid var(--accent);outline-offset:1px}
@media(hover:hover){.scale input:not(:checked):hover+span,.choices label:hover{background:var(--over);border-color:var(--accent)}
button:hover,.button:hover{filter:brightness(1.08)}}
.sender{color:var(--soft);font-weight:600;margin-bottom:1.5rem}
.sender img{display:block;max-width:100%;height:2.5rem;width:auto}
label.comment{display:block;font-weight:600;margin-bottom:.5rem;overflow-wrap:anywhere}
textarea{display:block;width:100%;min-height:7rem;padding:.75rem .875rem;margin-bottom:1.5rem;border:1.5px solid var(--edge);
border-radius:.625rem;background:var(--card);color:inherit;font:inherit;resize:vertical}
textarea:focus-visible{outline:3px solid var(--accent);outline-offset:1px;border-color:var(--accent)}
[aria-invalid]{border-color:var(--wrong)}
button,.button{display:block;width:100%;padding:.8125rem 1.5rem;border:0;border-radius:.625rem;background:var(--accent);
color:var(--on);font:inherit;font-weight:650;text-align:center;text-decoration:none;cursor:pointer}
button:focus-visible,a:focus-visible,.wrong:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:.375rem}
button:focus-visible,.button:focus-visible{border-radius:.625rem}
.buttons{margin:0}
.back,.ways a,.score-line a,footer a,footer li span,.wrong a{display:inline-block;min-width:2.75rem;padding:.6875rem 0}
.back{display:block;text-align:center;margin-top:.5rem}
.ways{margin:0}
.ways a{margin-inline-end:1.25rem}
.score-line{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .75rem;color:var(--soft);margin-bottom:1rem}
.score-line bdi{color:var(--ink)}
.wrong{border-inline-start:4px solid var(--wrong);background:var(--wrong-back);color:var(--wrong);padding:.875rem 1rem .5rem;
border-radius:.375rem;margin-bottom:1.75rem}
.wrong p{font-weight:650;margin:0}
.wrong ul{margin:0;padding:0;list-style:none}
.wrong a{color:inherit}
.error{color:var(--wrong);font-weight:600;margin:0 0 .625rem}
.note{border-inline-start:4px solid var(--accent);background:var(--over);padding:.75rem 1rem;border-radius:.375rem;margin-bottom:1.5rem}
.given{display:flex;align-items:flex-start;gap:1rem;margin:0 0 1.75rem;padding-bottom:1.25rem;border-bottom:1px solid var(--hair)}
.given b{display:grid;place-items:center;flex:none;width:3.5rem;height:3.5rem;border-radius:50%;background:var(--accent);
color:var(--on);font-size:1.5rem;font-variant-numeric:tabular-nums}
.given p{margin:0}
h1.tight{margin-bottom:.375rem}
.lead{font-size:1.125rem;margin-bottom:1.75rem;overflow-wrap:anywhere}
.said{white-space:pre-wrap;overflow-wrap:anywhere;margin-bottom:.25rem;border-inline-start:3px solid var(--hair);padding-inline-start:.875rem}
footer{width:100%;max-width:44rem;margin:0 auto;padding:1rem 1rem 1.5rem;color:var(--soft);font-size:.9375rem}
footer ul{display:flex;flex-wrap:wrap;column-gap:1.25rem;margin:0;padding:0;list-style:none}
footer a{color:inherit}
footer p{margin:0;overflow-wrap:anywhere}
footer [aria-current]{font-weight:650;color:var(--ink)}
@media(min-width:40rem){body{padding:3rem 1.5rem 1.5rem;align-items:center}
main{flex:none;max-width:44rem;padding:3rem 3.25rem;border-radius:1.125rem;
box-shadow:0 1px 2px rgb(15 23 42/.08),0 12px 40px rgb(15 23 42/.08)}
h1{font-size:1.75rem}.scale:not(.few){grid-template-columns:repeat(11,1fr)}
.scale.halves{grid-template-columns:repeat(10,1fr)}
button,.button{width:auto;min-width:12rem;display:inline-block}
.back{display:inline-block;margin:0;margin-inline-start:1.5rem}
footer{padding-inline:3.25rem}}
@media(forced-colors:active){.scale input:checked+span{forced-color-adjust:none;background:Highlight;color:HighlightText;
border-color:Highlight}.wrong,.note{border:2px solid}.given b{border:2px solid}}
`;

/** Content-Security-Policy source of the style; a browser applies no other. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
