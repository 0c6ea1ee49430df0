import { createHash } from 'node:crypto';

/** The page's style: one column, thumb-sized scale in two rows on a phone and one row from 40 rem on. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#17212b;--soft:#52606d;--edge:#7b8794;--hair:#dde3e9;--card:#fff;--back:#f0f3f6;
--accent:#1d4ed8;--over:#e8eefc;--on:#fff;--wrong:#b42318;--wrong-back:#fdf1f0}
@media(prefers-color-scheme:dark){:root{--ink:#eef2f6;--soft:#a9b4c0;--edge:#8391a0;--hair:#313c48;--card:#1b242e;
--back:#11181f;--accent:#8fb0ff;--over:#26334a;--on:#0d1520;--wrong:#ffa39b;--wrong-back:#3a1f1d}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;background:var(--back);color:var(--ink);display:grid;place-items:start center;
font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{width:100%;max-width:44rem;background:var(--card);padding:2rem 1.25rem 2.5rem;min-height:100vh}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 1.5rem;font-weight:650;text-wrap:balance;overflow-wrap:anywhere}
p{margin:0 0 1rem}
fieldset{border:0;margin:0 0 2rem;padding:0;min-width:0}
legend{padding:0}
legend h1{margin-bottom:1.5rem}
.scale{display:grid;grid-template-columns:repeat(6,1fr);gap:.5rem}
.scale label{position:relative;display:block}
.scale input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.scale span{display:grid;place-items:center;height:3.25rem;border:1.5px solid var(--edge);border-radius:.625rem;
font-size:1.125rem;font-weight:600;font-variant-numeric:tabular-nums}
.scale input:hover+span{background:var(--over);border-color:var(--accent)}
.scale input:checked+span{background:var(--accent);border-color:var(--accent);color:var(--on)}
.scale input:focus-visible+span{outline:3px solid var(--accent);outline-offset:3px}
.ends{display:flex;justify-content:space-between;gap:1.5rem;margin:.75rem 0 0;color:var(--soft);font-size:.9375rem}
.ends span:last-child{text-align:right}
.few{grid-template-columns:none;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr)}
.halves{grid-template-columns:repeat(5,1fr)}
.ask{font-weight:600;margin-bottom:.75rem}
.ask small{font-weight:400;font-size:.9375rem;color:var(--soft)}
.choices{display:grid;gap:.5rem}
.choices label{display:flex;align-items:center;gap:.75rem;padding:.6875rem .875rem;border:1.5px solid var(--edge);border-radius:.625rem;
cursor:pointer;overflow-wrap:anywhere}
.choices input{flex:none;width:1.25rem;height:1.25rem;margin:0;accent-color:var(--accent)}
.choices label:hover,.choices label:has(:checked){background:var(--over);border-color:var(--accent)}
.choices label:focus-within{outline:3px solid var(--accent);outline-offset:1px}
.sender{color:var(--soft);font-weight:600;margin-bottom:1.5rem}
.sender img{max-width:100%;height:2.5rem;width:auto}
label.comment{display:block;font-weight:600;margin-bottom:.5rem}
.comment small{font-weight:400;font-size:.9375rem;color:var(--soft)}
textarea{display:block;width:100%;min-height:8rem;padding:.75rem .875rem;margin-bottom:1.5rem;border:1.5px solid var(--edge);
border-radius:.625rem;background:var(--card);color:inherit;font:inherit;resize:vertical}
textarea:focus-visible{outline:3px solid var(--accent);outline-offset:1px;border-color:var(--accent)}
button,.button{display:block;width:100%;padding:.8125rem 1.5rem;border:0;border-radius:.625rem;background:var(--accent);
color:var(--on);font:inherit;font-weight:650;text-align:center;text-decoration:none;cursor:pointer}
button:hover,.button:hover{filter:brightness(1.08)}
button:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.wrong{border-left:4px solid var(--wrong);background:var(--wrong-back);color:var(--wrong);padding:.75rem 1rem;
border-radius:.375rem;font-weight:600;margin-bottom:1.5rem}
.note{border-left:4px solid var(--accent);background:var(--over);padding:.75rem 1rem;border-radius:.375rem;margin-bottom:1.5rem}
.given{display:flex;align-items:center;gap:1rem;margin:0 0 2rem;padding-bottom:2rem;border-bottom:1px solid var(--hair)}
.given b{display:grid;place-items:center;flex:none;width:3.75rem;height:3.75rem;border-radius:50%;background:var(--accent);
color:var(--on);font-size:1.5rem;font-variant-numeric:tabular-nums}
.given p{margin:0}
.given a{color:var(--accent);font-size:.9375rem}
h1.tight{margin-bottom:.375rem}
.lead{color:var(--soft);margin-bottom:1.75rem}
.said{white-space:pre-wrap;overflow-wrap:anywhere}
@media(min-width:40rem){body{place-items:center;padding:3rem 1.5rem}
main{min-height:0;padding:3rem 3.25rem;border-radius:1.125rem;box-shadow:0 1px 2px rgb(15 23 42/.08),0 12px 40px rgb(15 23 42/.08)}
h1{font-size:1.75rem}.scale:not(.few){grid-template-columns:repeat(11,1fr)}
.scale.halves{grid-template-columns:repeat(10,1fr)}
button,.button{width:auto;min-width:12rem;display:inline-block}}
@media(forced-colors:active){.scale input:checked+span{outline:4px solid Highlight}}
`;

/** Content-Security-Policy source of the style; a browser applies no other. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
