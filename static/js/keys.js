// The to-do list from the keyboard: j and k go from case to case, x ticks, / finds, n turns the page. Tab does all of it too.
"use strict";

const lines = [...document.querySelectorAll("[data-keys] tbody tr")];

function step(by) {
  const at = lines.indexOf(document.activeElement.closest("tr"));
  const line = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : Math.min(Math.max(at + by, 0), lines.length - 1)];
  line?.querySelector("th a").focus();
}

function tick() {
  document.activeElement.closest("[data-keys] tr")?.querySelector("input[type=checkbox]")?.click();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: tick,
  n: () => document.querySelector("a[rel=next]")?.click(),
  "/": () => document.getElementById("q").focus(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("textarea, select, input:not([type=checkbox])");
  if (typing || event.ctrlKey || event.altKey || event.metaKey || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});
