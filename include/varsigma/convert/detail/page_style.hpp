// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <string_view>

// Style and script of the page as HTML. The page's security policy allows these two and nothing else, by their digests:
// who changes one has to change its digest (scripts are refused by the browser otherwise; tests/browser compares them).

namespace VARSIGMA_NAMESPACE::detail {

inline constexpr std::string_view page_style = R"(
:root { color-scheme: light dark;
  --back: #f4f5f7; --card: #fff; --text: #1c2128; --soft: #57606a; --line: #d9dee4; --code: #f7f8fa; --link: #0a58ca;
  --key: #0550ae; --string: #116329; --number: #953800; --literal: #8250df; --comment: #5e6772; --mark: #a40e26;
  --critical: #a40e26; --high: #b0410b; --medium: #815400; --low: #1a6b3c; --informational: #0a58ca; }
@media (prefers-color-scheme: dark) { :root {
  --back: #0d1117; --card: #151b23; --text: #e6edf3; --soft: #9ba6b2; --line: #2f3742; --code: #0f141b; --link: #79b8ff;
  --key: #79c0ff; --string: #7ee787; --number: #ffa657; --literal: #d2a8ff; --comment: #9198a1; --mark: #ff938a;
  --critical: #ff938a; --high: #ffa06b; --medium: #e3b341; --low: #7ee787; --informational: #79b8ff; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0; background: var(--back); color: var(--text); overflow-wrap: anywhere;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { margin: .2rem 0 1rem; font-size: clamp(1.6rem, 1.2rem + 2vw, 2.3rem); line-height: 1.2; letter-spacing: -.015em; }
h2 { margin: 2.75rem 0 1rem; font-size: 1.35rem; line-height: 1.3; }
h3 { margin: 0; font-size: 1rem; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .25rem; }
.kind { margin: 0; color: var(--soft); font-size: .8rem; font-weight: 600; letter-spacing: .09em; text-transform: uppercase; }
.badges { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1.5rem; padding: 0; list-style: none; }
.badges li { padding: .15rem .7rem; border: 1px solid var(--line); border-radius: 2rem; background: var(--card);
  color: var(--soft); font-size: .85rem; }
.badges .level { border-color: currentColor; font-weight: 600; }
.critical { color: var(--critical) !important; } .high { color: var(--high) !important; }
.medium { color: var(--medium) !important; } .low { color: var(--low) !important; }
.informational { color: var(--informational) !important; }
nav { margin: 0 0 1.5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: .3rem 0; }
.card { overflow: hidden; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .7rem 1.1rem; border-top: 1px solid var(--line); text-align: start; vertical-align: top; }
tr:first-child > * { border-top: 0; }
th { width: 13.5rem; color: var(--soft); font-size: .9rem; font-weight: 600; }
td p { margin: 0; white-space: pre-line; }
td ul { margin: 0; padding: 0; list-style: none; }
td li { white-space: pre-line; }
td li + li { margin-top: .35rem; }
.none { color: var(--soft); }
.text { margin-top: 1.25rem; }
.text header { display: flex; align-items: center; justify-content: space-between; gap: 1rem; min-height: 3.25rem;
  padding: .4rem .6rem .4rem 1.1rem; border-bottom: 1px solid var(--line); }
pre { margin: 0; padding: 1rem 1.1rem; background: var(--code); tab-size: 4; white-space: pre-wrap; overflow-wrap: anywhere;
  font: .85rem/1.6 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { font: inherit; }
pre:focus-visible { outline-offset: -3px; }
@media screen { pre { max-height: clamp(12rem, 70vh, 36rem); overflow: auto; } .lines { white-space: pre; overflow-wrap: normal; } }
button { flex: none; min-width: 5.5rem; min-height: 2.4rem; padding: .3rem .9rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--back); color: var(--text); font: inherit; font-size: .875rem; cursor: pointer; }
button:hover { border-color: var(--link); color: var(--link); }
button[hidden] { display: none; }
.notes { margin: 0; padding: .75rem 1.1rem .75rem 2.2rem; color: var(--soft); font-size: .9rem; }
pre + .notes { border-top: 1px solid var(--line); }
.empty { margin: 0; padding: .9rem 1.1rem; color: var(--soft); }
.k { color: var(--key); } .s { color: var(--string); } .n { color: var(--number); } .l { color: var(--literal); }
.c { color: var(--comment); font-style: italic; } .p, .d { color: var(--soft); }
.u { unicode-bidi: isolate; }
.u::before { content: attr(data-u); margin: 0 .15em; padding: 0 .35em; border: 1px solid currentColor; border-radius: .3em;
  color: var(--mark); font-size: .8em; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) {
  main { padding: 1.5rem 1rem 3rem; }
  h2 { margin-top: 2.25rem; }
  table, tbody, tr, th, td { display: block; width: auto; }
  tr { padding: .7rem 1rem; border-top: 1px solid var(--line); }
  tr:first-child { border-top: 0; }
  th, td { padding: 0; border: 0; }
  th { margin-bottom: .1rem; font-size: .82rem; }
  td a { display: inline-block; padding: .15rem 0; }
  .text header { padding-left: 1rem; }
  pre { padding: .9rem 1rem; font-size: .8rem; }
  button { min-height: 2.75rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print { nav, button { display: none; } body { background: none; } main { max-width: none; padding: 0; }
  .card { overflow: visible; } }
)";

inline constexpr std::string_view page_style_digest = "sha256-T/mXvjsZZwiLGjsu6NAHYtvNS07SFpud6aExYTkYgLM=";

inline constexpr std::string_view page_script = R"(
"use strict";
(() => {
  const spoken = document.getElementById("spoken");

  const viaSelection = text => {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    field.readOnly = true;
    document.body.append(field);
    field.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch { done = false; }
    field.remove();
    return done;
  };

  const copy = async text => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return viaSelection(text);
    }
  };

  for (const button of document.querySelectorAll("button[data-copies]")) {
    const code = document.getElementById(button.dataset.copies);
    const label = button.textContent;
    let timer = 0;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(code.textContent);
      button.focus();
      if (!done) { getSelection().selectAllChildren(code); }
      button.textContent = done ? "Copied" : "Selected";
      spoken.textContent = done ? "Copied." : "Selected, copy it with the keyboard.";
      clearTimeout(timer);
      timer = setTimeout(() => { button.textContent = label; spoken.textContent = ""; }, 2500);
    });
  }
})();
)";

inline constexpr std::string_view page_script_digest = "sha256-C+a8uNLdKpyB3Iz3DT3eXI3pHng09Az63xG6ClaI5W8=";

} // namespace VARSIGMA_NAMESPACE::detail
