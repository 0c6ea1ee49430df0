/** How the gateway's own pages look. */
export const PAGE_STYLE = `:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --line: #d9dee5; --paper: #fff; --accent: #1f6f5c; }
body { margin: 0; background: var(--paper); font: 16px/1.55 system-ui, sans-serif; }
a { color: var(--accent); }
.home { color: var(--ink); }
.home main { max-width: 42rem; margin: 0 auto; padding: 4rem 1.25rem; }
.home h1 { margin: 0 0 .5rem; font-size: 2.25rem; letter-spacing: -.02em; }
.home h2 { margin: 2.5rem 0 .5rem; font-size: 1.1rem; }
.lead { margin: 0 0 2rem; font-size: 1.15rem; color: var(--soft); }
.links { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
.links a { display: block; height: 100%; box-sizing: border-box; padding: .9rem 1rem; border: 1px solid var(--line); border-radius: .5rem; color: inherit; text-decoration: none; }
.links a:hover, .links a:focus-visible { border-color: var(--accent); outline: none; box-shadow: 0 0 0 1px var(--accent); }
.links strong { display: block; color: var(--accent); }
.links span { color: var(--soft); font-size: .95rem; }
pre { margin: 0; padding: .9rem 1rem; overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; }
code { font: .875rem/1.5 ui-monospace, monospace; }
.reference { color-scheme: light; background: #fff; }
.reference > header { padding: .75rem 1.25rem; background: #17352d; color: #cfe3dc; font-size: .95rem; }
.reference > header a { color: #fff; font-weight: 600; text-decoration: none; margin-right: .5rem; }
@media (prefers-color-scheme: dark) {
  .home { --ink: #e6eaef; --soft: #a3adba; --line: #333c48; --paper: #12161c; --accent: #6fc7ae; background: #12161c; }
}
`;
