/** The widget's style: the page's own reaches nothing inside, and nothing of this reaches the page. */
export const STYLE = `
:host{all:initial}
.panel,.unseen{all:initial}
.panel,.panel *{box-sizing:border-box}
.panel{display:block;--accent:#1d4ed8;--ink:#17212b;--soft:#52606d;--edge:#7b8794;position:fixed;inset-block-end:16px;inset-inline-end:16px;
z-index:2147483647;width:min(420px,calc(100vw - 32px));max-height:calc(100vh - 32px);max-height:calc(100dvh - 32px);overflow:auto;padding:20px;
background:#fff;color:var(--ink);border:1px solid #dde3e9;border-block-start:6px solid var(--accent);border-radius:14px;
box-shadow:0 12px 40px rgb(15 23 42/.22);font:16px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;
animation:rise .25s ease-out}
@keyframes rise{from{transform:translateY(16px);opacity:0}}
.panel:focus{outline:none}
.sender{margin:0 0 6px;color:var(--soft);font-size:14px;padding-inline-end:44px}
h2{margin:0 0 16px;font-size:18px;line-height:1.35;font-weight:650;overflow-wrap:anywhere}
h2.first{padding-inline-end:36px}
h2:focus{outline:none}
p{margin:0 0 12px;overflow-wrap:anywhere}
fieldset{border:0;margin:0 0 16px;padding:0;min-width:0}
legend{padding:0;width:100%}
.ask,label.ask{display:block;font-weight:600;margin-block-end:8px;overflow-wrap:anywhere}
small{font-weight:400;font-size:14px;color:var(--soft)}
.scale{display:grid;grid-template-columns:repeat(auto-fit,minmax(44px,1fr));gap:6px}
.scale.nps{grid-template-columns:repeat(6,1fr)}
.scale label{position:relative}
.scale input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.scale span{display:grid;place-items:center;height:44px;border:1.5px solid var(--edge);border-radius:9px;font-weight:600;
font-variant-numeric:tabular-nums}
.scale input:checked+span{background:var(--accent);border-color:var(--accent);color:#fff}
.scale input:focus-visible+span{outline:3px solid var(--accent);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:16px;margin:8px 0 0;color:var(--soft);font-size:14px}
.ends span:last-child{text-align:end}
.choices{display:grid;gap:6px}
.choices label{display:flex;align-items:center;gap:10px;min-height:44px;padding:8px 12px;border:1.5px solid var(--edge);border-radius:9px;
cursor:pointer;overflow-wrap:anywhere}
.choices input{flex:none;width:20px;height:20px;margin:0;accent-color:var(--accent)}
.choices label:has(:focus-visible){outline:3px solid var(--accent);outline-offset:1px}
textarea{display:block;width:100%;min-height:80px;margin:0 0 16px;padding:10px 12px;border:1.5px solid var(--edge);border-radius:9px;
background:#fff;color:inherit;font:inherit;resize:vertical}
textarea:focus-visible{outline:3px solid var(--accent);outline-offset:1px}
button{font:inherit;cursor:pointer}
.submit{width:100%;min-height:44px;padding:10px 16px;border:0;border-radius:9px;background:var(--accent);color:#fff;font-weight:650}
.submit:focus-visible,.close:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.close{position:absolute;inset-block-start:8px;inset-inline-end:8px;width:44px;height:44px;border:0;border-radius:9px;background:none;
color:var(--soft);font-size:24px;line-height:1}
.wrong{padding:8px 12px;border-inline-start:4px solid #b42318;border-radius:4px;background:#fdf1f0;color:#b42318;font-weight:600}
.wrong:empty{display:none}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(hover:hover){.scale input:not(:checked):hover+span,.choices label:hover{background:#e8eefc}}
@media(prefers-reduced-motion:reduce){.panel{animation:none}}
@media(forced-colors:active){.scale input:checked+span{forced-color-adjust:none;background:Highlight;color:HighlightText}}
@media(max-width:480px){.panel{inset-block-end:0;inset-inline:0;width:100%;max-height:85vh;border-end-start-radius:0;border-end-end-radius:0}}
`;
