#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Looks at pages of rules in a headless Chromium: at what a reader gets, and at what a hostile rule does not get.

usage: check_pages.py --maker PROGRAM --work FOLDER [--shots]     (in the project's root)

Exit status 77 if there is no Chromium. --shots leaves pictures of the pages in the folder, for people.
"""
import argparse
import base64
import json
import pathlib
import subprocess
import sys

from chromium import Chromium, find_chromium

SKIPPED = 77

# Runs in the page: texts whose contrast with what is behind them is below WCAG 2.2's 4.5 to 1 (success criterion 1.4.3).
CONTRAST = """
(() => {
  const channels = text => text.match(/[\\d.]+/g).map(Number);
  const light = text => {
    const [r, g, b] = channels(text).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const behind = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      const parts = channels(colour);
      if (parts.length === 3 || parts[3] === 1) { return colour; }
      if (parts[3] !== 0) { throw new Error("a colour that is half transparent: " + colour); }
    }
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || ["SCRIPT", "STYLE"].includes(element.tagName)) { continue; }
    const pair = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a);
    const contrast = (pair[0] + .05) / (pair[1] + .05);
    if (contrast < 4.5) { poor.push(contrast.toFixed(2) + " " + walker.currentNode.data.slice(0, 30)); }
  }
  return poor;
})()
"""

# Runs in the page: presses a button and tells what was copied, how, and what the page said.
COPY = """
(async way => {
  const got = {};
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: way !== "modern" ? undefined : {
    writeText: async text => { got.text = text; } } });
  document.execCommand = command => {
    if (way !== "old") { return false; }
    got.text = document.activeElement.value;
    return command === "copy";
  };
  const button = document.querySelector(`button[data-copies="%s"]`);
  if (button.hidden) { throw new Error("the button is hidden"); }
  button.click();
  await new Promise(done => setTimeout(done, 0));
  got.label = button.textContent;
  got.spoken = document.getElementById("spoken").textContent;
  got.selected = getSelection().toString();
  got.focused = document.activeElement === button;
  return got;
})("%s")
"""

# Runs in the page: what reaches beyond the window. A block that scrolls may hold more than it shows.
OUTSIDE = """
[...document.querySelectorAll("main *")].filter(e => !e.closest("pre[tabindex] > *, .unseen"))
  .filter(e => e.getBoundingClientRect().right > innerWidth || (e.scrollWidth > e.clientWidth && e.clientWidth > 0 &&
               getComputedStyle(e).overflowX === "hidden")).map(e => e.tagName + " " + e.textContent.slice(0, 30))
"""

# Runs in the page: what of the blocks does not fit into them.
CUT = """
[...document.querySelectorAll("pre")].filter(e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight)
  .map(e => e.textContent.slice(0, 30))
"""

# Runs in the page: the blocks with their sizes, and where their buttons are.
BLOCKS = """
[...document.querySelectorAll("pre")].map(e => {
  const box = e.getBoundingClientRect();
  const button = e.closest("section").querySelector("button").getBoundingClientRect();
  return { id: e.firstChild.id, height: box.height, hidden: e.scrollHeight - e.clientHeight, tab: e.tabIndex,
           reach: box.bottom - button.top, gap: box.top - button.bottom };
})
"""

LUMINANCE = """
(() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
         return (r + g + b) / 765; })()
"""


class Findings:
    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, truth, *what):
        self.count += 1
        if not truth:
            self.failed += 1
            print("FAILED:", *what)

    def equal(self, found, expected, what):
        self.check(found == expected, f"{what}: {found!r} instead of {expected!r}")


def check_content(browser, page, found):
    name = page["file"]
    found.equal(browser.ask("document.title"), " ".join(page["title"].split()), f"{name}: title")
    found.equal(browser.ask("document.querySelector('h1').textContent"), page["title"], f"{name}: heading")
    found.equal(browser.ask("document.querySelectorAll('h1').length"), 1, f"{name}: number of headings")
    found.equal(browser.ask("document.documentElement.lang"), "en", f"{name}: language")
    found.equal(browser.ask("[...document.querySelectorAll('th')].map(e => e.textContent)"), page["rows"],
                f"{name}: rows")
    found.equal(browser.ask("[...document.querySelectorAll('td a')].map(e => e.getAttribute('href'))"), page["links"],
                f"{name}: links")
    # each link on the page leads to a section that is there
    found.equal(browser.ask("[...document.querySelectorAll('nav a')].filter(e => !document.querySelector(e.hash)).length"),
                0, f"{name}: links to nowhere")
    found.equal(browser.ask("document.querySelectorAll('img, svg, iframe, object, embed, link, form, base, [onclick], "
                            "[onload], [onerror], [style]').length"), 0, f"{name}: strange elements")
    found.equal(browser.ask("document.scripts.length"), 1, f"{name}: scripts")
    found.equal(browser.ask("[...document.querySelectorAll('button')].map(e => e.dataset.copies).sort()"),
                sorted(page["copies"]), f"{name}: buttons")


def check_accessibility(browser, page, found):
    name = page["file"]
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node.get("ignored") and "role" in node]
    for role, count in (("table", 1), ("row", len(page["rows"])), ("rowheader", len(page["rows"])),
                        ("cell", len(page["rows"])), ("main", 1), ("navigation", 1), ("button", len(page["copies"]))):
        found.equal(roles.count(role), count, f"{name}: how many elements of the role {role}")
    for node in nodes:
        if not node.get("ignored") and node.get("role", {}).get("value") in ("button", "link", "region", "navigation"):
            found.check(node.get("name", {}).get("value"), f"{name}: a {node['role']['value']} without a name")
    # the buttons tell what they copy, and a block is not one more region of the section that it fills
    names = [node["name"]["value"] for node in nodes
             if not node.get("ignored") and node.get("role", {}).get("value") == "button"]
    titles = browser.ask("[...document.querySelectorAll('section:has(button) h3')].map(e => e.textContent)")
    found.equal(names, [" ".join(f"Copy {title}".split()) for title in titles], f"{name}: names of the buttons")
    found.equal(roles.count("region"), browser.ask("document.querySelectorAll('section').length"), f"{name}: regions")
    found.equal(browser.ask("[...document.querySelectorAll('pre')].filter(e => e.getAttribute('role') !== 'group').length"),
                0, f"{name}: blocks that are no group")
    levels = browser.ask("[...document.querySelectorAll('h1, h2, h3, h4')].map(e => Number(e.tagName[1]))")
    found.check(all(b - a <= 1 for a, b in zip(levels, levels[1:])), f"{name}: a heading is left out: {levels}")


def check_layout(browser, page, found):
    name = page["file"]
    for width in (320, 360, 768, 1280):
        browser.resize(width, mobile=width < 700)
        needed = browser.ask("document.documentElement.scrollWidth")
        found.check(needed <= width, f"{name}: {needed} pixels wide in a window of {width}")
        found.equal(browser.ask(OUTSIDE), [], f"{name}: what is cut off in a window of {width}")
        sizes = browser.ask("[...document.querySelectorAll('button')].map(e => e.getBoundingClientRect().height)")
        if width < 640:
            found.check(all(size >= 44 for size in sizes), f"{name}: buttons too small for a finger: {sizes}")
            found.check(browser.ask("(() => { const t = document.querySelector('th').getBoundingClientRect(), d = "
                                    "document.querySelector('td').getBoundingClientRect(); return d.top >= t.bottom })()"),
                        f"{name}: at {width} pixels the cell is not below its label")
    for scheme, is_right in (("light", lambda value: value > 0.8), ("dark", lambda value: value < 0.15)):
        browser.scheme(scheme)
        value = browser.ask(LUMINANCE)
        found.check(is_right(value), f"{name}: the background is {value:.2f} bright when the scheme is {scheme}")
        found.equal(browser.ask(CONTRAST), [], f"{name}: texts with too little contrast when the scheme is {scheme}")


def check_blocks(browser, page, found):
    """Long texts scroll in place, next to the button that copies them, and with the keyboard."""
    name = page["file"]
    tall = 0
    for width, height in ((360, 740), (1280, 800)):
        browser.resize(width, height, mobile=width < 700)
        for block in browser.ask(BLOCKS):
            where = f"{name}: {block['id']} in a window of {width} by {height}"
            found.check(block["height"] <= 0.75 * height, f"{where} is {block['height']} high")
            found.check(block["reach"] <= height, f"{where} does not fit with its button")
            found.check(0 <= block["gap"] < 20, f"{where} is {block['gap']} below its button")
            found.equal(block["tab"], 0, f"{where}: the place in the order of tabs")
            if block["hidden"] <= 0:
                continue
            tall += 1
            pre = f"document.getElementById('{block['id']}').parentElement"
            browser.ask(f"{pre}.focus()")
            browser.press("PageDown", 34)
            moved = browser.ask(f"""(async pre => {{
              for (let wait = 0; wait < 100 && pre.scrollTop === 0; ++wait) {{
                await new Promise(done => setTimeout(done, 20));
              }}
              return pre.scrollTop;
            }})({pre})""")
            found.check(moved > 0, f"{where} does not scroll with the keyboard")
    found.check(tall > 0 or not page["is_long"], f"{name}: no block is long")


def check_paper(browser, page, found):
    name = page["file"]
    browser.resize(700, 1000)
    browser.scheme("light", media="print")
    found.equal(browser.ask(CUT), [], f"{name}: blocks that are cut off on paper")
    found.equal(browser.ask(OUTSIDE), [], f"{name}: what is cut off on paper")
    found.equal(browser.ask("[...document.querySelectorAll('button, nav')].filter(e => e.offsetHeight > 0).length"), 0,
                f"{name}: buttons and links of the page on paper")
    browser.scheme("light")


def check_copies(browser, page, found):
    name = page["file"]
    for code, text in page["copies"].items():
        for way in ("modern", "old"):
            got = browser.ask(COPY % (code, way))
            # a field of text has line breaks of one kind
            expected = text if way == "modern" else text.replace("\r\n", "\n").replace("\r", "\n")
            found.equal(got.get("text"), expected, f"{name}: the {way} copy of {code}")
            found.equal(got["label"], "Copied", f"{name}: the label")
            found.equal(got["spoken"], "Copied.", f"{name}: what is spoken")
            found.check(got["focused"], f"{name}: the button has lost the focus")
        got = browser.ask(COPY % (code, "none"))
        found.equal(got["label"], "Selected", f"{name}: the label if nothing can be copied")
        found.check(got["selected"].strip(), f"{name}: nothing is selected")


def check_quiet(browser, page, url, found):
    """Nothing was logged, opened or fetched."""
    name = page["file"]
    for event in browser.events:
        method, parameters = event["method"], event.get("params", {})
        if method == "Network.requestWillBeSent":
            found.equal(parameters["request"]["url"], url, f"{name}: a request")
        found.check(method not in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded",
                                   "Page.javascriptDialogOpening"), f"{name}: {method} {json.dumps(parameters)[:300]}")


def check_policy(browser, page, found):
    """Were there a way to bring markup in, it would not run and would not fetch."""
    name = page["file"]
    browser.ask("""(() => {
      window.ran = [];
      const script = document.createElement("script");
      script.textContent = "window.ran.push('script')";
      document.body.append(script);
      const box = document.createElement("div");
      box.innerHTML = "<b onclick=\\"window.ran.push('handler')\\" style=\\"color: rgb(1, 2, 3)\\">x</b>";
      document.body.append(box);
      box.firstChild.click();
      window.style_of_box = getComputedStyle(box.firstChild).color;
    })()""")
    found.equal(browser.ask("window.ran"), [], f"{name}: the policy let a script run")
    found.check(browser.ask("window.style_of_box") != "rgb(1, 2, 3)", f"{name}: the policy let a style in")
    # the browser tells of each thing that it refuses to fetch
    refused = browser.ask("""new Promise(done => {
      const told = [];
      document.addEventListener("securitypolicyviolation", event => told.push(event.effectiveDirective));
      new Image().src = "https://page.invalid/image.gif";
      fetch("https://page.invalid/data").catch(() => {});
      const frame = document.createElement("iframe");
      frame.src = "https://page.invalid/";
      document.body.append(frame);
      setTimeout(() => done(told.sort()), 50);
    })""")
    found.equal(refused, ["connect-src", "frame-src", "img-src"], f"{name}: what the policy refuses")


def take_pictures(browser, page, folder):
    for scheme in ("light", "dark"):
        for kind, width in (("phone", 360), ("desktop", 1280)):
            browser.scheme(scheme)
            browser.resize(width, mobile=kind == "phone")
            height = min(6000, browser.ask("document.documentElement.scrollHeight"))
            browser.resize(width, height, mobile=kind == "phone")
            data = browser.call("Page.captureScreenshot", format="png")["data"]
            target = folder / f"{page['file'].removesuffix('.html')}_{kind}_{scheme}.png"
            target.write_bytes(base64.b64decode(data))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--maker", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--shots", action="store_true")
    options = parser.parse_args()
    path = find_chromium()
    if path is None:
        print("skipped: no Chromium (Debian's package is called chromium)")
        return SKIPPED

    folder = options.work.resolve()
    subprocess.run([options.maker, folder], check=True)
    pages = json.loads((folder / "pages.json").read_text(encoding="utf-8"))
    found = Findings()
    with Chromium(path) as browser:
        for page in pages:
            url = (folder / page["file"]).as_uri()
            browser.scheme("light")
            browser.resize(360, mobile=True)
            browser.open(url)
            check_content(browser, page, found)
            check_accessibility(browser, page, found)
            check_layout(browser, page, found)
            check_blocks(browser, page, found)
            check_paper(browser, page, found)
            check_copies(browser, page, found)
            check_quiet(browser, page, url, found)
            if options.shots:
                browser.open(url)
                take_pictures(browser, page, folder)
            check_policy(browser, page, found)
    print(f"{len(pages)} pages, {found.count} checks, {found.failed} failed")
    return 1 if found.failed or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
