/** The look of the gateway's own pages: neutral, readable, no font from elsewhere. */
export const STYLE = `:root { color-scheme: light dark; --ink: #1d2433; --dim: #55607a; --line: #d5dae4; --paper: #ffffff; --soft: #f4f6fa; --accent: #2a4cb0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9edf5; --dim: #a4aec2; --line: #39435a; --paper: #141926; --soft: #1c2333; --accent: #9db5ff; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper); font: 16px/1.55 system-ui, sans-serif; }
header { padding: .9rem 1.2rem; border-bottom: 1px solid var(--line); }
header a { color: inherit; font-weight: 700; text-decoration: none; }
main { max-width: 60rem; margin: 0 auto; padding: 1.2rem; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .4rem; }
h1 { line-height: 1.2; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .6rem 0; background: var(--soft); }
summary { padding: .6rem .8rem; cursor: pointer; }
details > div { padding: 0 .8rem .8rem; }
.method { display: inline-block; min-width: 4.2rem; font: 700 .8rem ui-monospace, monospace; }
code, pre { font: .86rem/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; padding: .7rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--paper); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
.dim { color: var(--dim); }
.action { display: inline-block; padding: .5rem 1rem; border-radius: .4rem; background: var(--accent); color: var(--paper); text-decoration: none; }
nav ul { columns: 2; padding-left: 1.2rem; }
@media (max-width: 40rem) { nav ul { columns: 1; } }
`;
