/** The looks of badge and overlay. The page's own rules end at the shadow root they are in. */
const STYLE = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: auto 0 0 auto !important;
  z-index: 2147483647 !important;
  color-scheme: light dark;
  --paper: #fff; --ink: #1c2228; --soft: #5b6670; --line: #dde2e6; --well: #f4f6f8;
  --error: #c4232f; --warning: #8a5a00; --good: #1a7f42; --busy: #1d63c4;
  --black: #4a5560; --red: #c4232f; --green: #1a7f42; --yellow: #8a5a00; --blue: #1d63c4;
  --magenta: #9a2fa5; --cyan: #0b7285; --white: #1c2228;
}
@media (prefers-color-scheme: dark) {
  :host {
    --paper: #1b2026; --ink: #e8ecef; --soft: #9aa6b1; --line: #333b44; --well: #12161a;
    --error: #ff7b80; --warning: #f0b64d; --good: #5fd08a; --busy: #7db4ff;
    --black: #7d8894; --red: #ff7b80; --green: #5fd08a; --yellow: #f0b64d; --blue: #7db4ff;
    --magenta: #e59bf0; --cyan: #62cfe0; --white: #e8ecef;
  }
}
* { box-sizing: border-box; margin: 0; font: inherit; color: inherit; }
[hidden] { display: none !important; }
:focus-visible { outline: 2px solid var(--busy); outline-offset: 2px; }
button { cursor: pointer; border: 0; background: none; padding: 0; text-align: start; }

.badge {
  position: fixed; inset: auto 12px 12px auto; max-width: calc(100vw - 24px);
  display: flex; align-items: center; gap: 8px; padding: 7px 13px 7px 11px;
  font: 500 13px/1.4 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  border: 1px solid var(--line); border-radius: 99px; box-shadow: 0 4px 16px rgb(0 0 0 / .18);
  font-variant-numeric: tabular-nums;
}
.badge:disabled { cursor: default; }
.badge::before {
  content: ""; flex: none; width: 9px; height: 9px; border-radius: 50%; background: var(--soft);
}
.badge.good::before { background: var(--good); }
.badge.building::before { background: var(--busy); }
.badge.warning::before { background: var(--warning); }
.badge.error { border-color: var(--error); }
.badge.error::before { background: var(--error); }

dialog {
  width: min(880px, 100vw - 32px); max-height: min(86vh, 1000px); padding: 0; margin: auto;
  display: none; flex-direction: column; overflow: hidden;
  font: 14px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  border: 1px solid var(--line); border-top: 4px solid var(--error); border-radius: 10px;
  box-shadow: 0 16px 56px rgb(0 0 0 / .35);
}
dialog[open] { display: flex; }
dialog.warning { border-top-color: var(--warning); }
dialog::backdrop { background: rgb(10 14 18 / .45); }
header, footer { display: flex; align-items: center; gap: 12px; padding: 12px 20px; }
header { border-bottom: 1px solid var(--line); }
h1 { flex: 1; font-size: 17px; font-weight: 650; }
.close {
  flex: none; width: 32px; height: 32px; border-radius: 6px; font-size: 20px; line-height: 1;
  text-align: center; color: var(--soft);
}
.close:hover { background: var(--well); color: var(--ink); }
main { flex: 1; overflow: auto; overscroll-behavior: contain; padding: 4px 20px 16px; }
h2 {
  display: flex; align-items: baseline; gap: 8px; padding: 14px 0 8px; font-size: 12px;
  font-weight: 600; letter-spacing: .04em; color: var(--soft);
}
article { padding: 10px 12px 12px; border: 1px solid var(--line); border-radius: 8px; }
article + article { margin-top: 10px; }
article:focus { outline: 2px solid var(--busy); outline-offset: -1px; }
.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 10px; }
.severity { font-weight: 650; color: var(--warning); }
.error > .top > .severity { color: var(--error); }
.place { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; color: var(--soft); }
button.place { color: var(--busy); text-decoration: underline; text-underline-offset: 2px; }
.message { padding-top: 2px; font-weight: 550; white-space: pre-wrap; overflow-wrap: anywhere; }
pre {
  margin-top: 8px; padding: 9px 12px; border-radius: 6px; background: var(--well); overflow: auto;
  max-height: 40vh; font: 13px/1.55 ui-monospace, monospace; tab-size: 4; white-space: pre;
}
.more { padding-top: 10px; color: var(--soft); }
footer { min-height: 42px; padding-block: 8px; border-top: 1px solid var(--line); color: var(--soft); font-size: 12.5px; }
footer p:first-child { flex: 1; }
kbd { padding: 1px 5px; border: 1px solid var(--line); border-radius: 4px; font: 11.5px ui-monospace, monospace; }
.said { color: var(--error); }
.spoken { position: fixed; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

.bold { font-weight: 700; } .dim { opacity: .65; }
.inverse { background: var(--line); border-radius: 2px; }
.black { color: var(--black); } .red { color: var(--red); } .green { color: var(--green); }
.yellow { color: var(--yellow); } .blue { color: var(--blue); } .cyan { color: var(--cyan); }
.magenta { color: var(--magenta); } .white { color: var(--white); }

@media (max-width: 640px) {
  dialog { width: 100vw; max-width: none; max-height: 92dvh; margin-bottom: 0; border-radius: 12px 12px 0 0; }
  header, footer { padding-inline: 14px; }
  main { padding-inline: 14px; }
  .keys, footer:has(.said:empty) { display: none; }
}
@media (prefers-reduced-motion: no-preference) {
  .badge.building::before { animation: beat 1.2s ease-in-out infinite; }
  dialog[open] { animation: rise .14s ease-out; }
  @keyframes beat { 50% { opacity: .25; } }
  @keyframes rise { from { opacity: 0; transform: translateY(8px); } }
}
@media (forced-colors: active) {
  .badge::before { forced-color-adjust: none; }
}
@media print { :host { display: none !important; } }
`;

/** Returns the sheet. A constructed one, because policies of pages forbid others. */
export function createSheet() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  return sheet;
}
