import { type Html, html, raw } from './html.ts';

const style = raw(`<style>
  :root { color-scheme: light dark; --line: light-dark(#e3e3e6, #34343a); --soft: light-dark(#6a6a73, #a2a2ad);
    --page: light-dark(#f6f6f8, #121214); --card: light-dark(#fff, #1c1c20); --accent: #d6224a; }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--page); font: 15px/1.5 system-ui, sans-serif; }
  main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
  main.narrow { max-width: 28rem; }
  h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 .25rem; }
  .soft { color: var(--soft); font-size: .875rem; }
  .mono { font-family: ui-monospace, monospace; font-size: .8rem; overflow-wrap: anywhere; }
  .card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem; margin-top: 1rem; }
  fieldset { border: 0; margin: 1.25rem 0 0; padding: 0; }
  legend { font-weight: 600; padding: 0; margin-bottom: .5rem; }
  label.choice { display: flex; gap: .75rem; align-items: center; padding: .6rem .75rem; border: 1px solid var(--line);
    border-radius: 8px; margin-bottom: .5rem; cursor: pointer; }
  label.choice:has(input:checked) { border-color: var(--accent); }
  label.choice span { flex: 1; min-width: 0; }
  input { accent-color: var(--accent); width: 1.1rem; height: 1.1rem; }
  button { font: inherit; font-weight: 600; padding: .6rem 1.25rem; border-radius: 8px; border: 1px solid var(--line);
    background: transparent; color: inherit; cursor: pointer; }
  button.main { background: var(--accent); border-color: var(--accent); color: #fff; }
  button.small { font-size: .8rem; padding: .25rem .7rem; }
  button:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .row { display: flex; gap: .75rem; margin-top: 1.25rem; flex-wrap: wrap; }
  .row.wide > * { flex: 1; }
  .problem { border-left: 4px solid var(--accent); padding: .5rem .75rem; margin-top: 1rem; }
  .post { display: grid; grid-template-columns: 180px 1fr; gap: 1.25rem; }
  .post video, .post .empty { width: 180px; aspect-ratio: 9/16; background: #000; border-radius: 8px; object-fit: contain; }
  .post .empty { display: grid; place-items: center; color: #bbb; font-size: .8rem; }
  .post img.drawn { width: 180px; border-radius: 8px; align-self: start; }
  .shared video, .shared img { display: block; width: 100%; max-height: 70vh; object-fit: contain; background: #000; border-radius: 8px; }
  .photos { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4px; align-content: start; width: 180px; }
  .photos a { order: 1; aspect-ratio: 1; text-decoration: none; background: #000; border-radius: 4px; overflow: hidden; }
  .photos a.cover { order: 0; grid-column: 1 / -1; aspect-ratio: 4/5; border-radius: 8px; }
  .photos a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .photos img { display: block; width: 100%; height: 100%; object-fit: contain; color: #bbb; font-size: .7rem; }
  .caption { margin: .5rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  .badge { display: inline-block; border: 1px solid var(--line); border-radius: 99px; padding: 0 .6rem; font-size: .8rem; }
  .badge.good { border-color: #1a8f5a; color: light-dark(#136b43, #4fd39a); }
  .badge.bad { border-color: var(--accent); color: light-dark(#b01238, #ff7d99); }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: .75rem 0 0; }
  dt { color: var(--soft); } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
  @media (max-width: 34rem) { .post { grid-template-columns: 1fr; } }
</style>`);

/** A page of the sandbox. It loads nothing from elsewhere. */
export const layout = (title: string, width: 'narrow' | 'wide', content: Html): Html => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>${style}</head>
<body><main class="${width}">${content}</main></body>
</html>
`;
