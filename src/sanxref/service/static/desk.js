// Keys of the review desk. Everything works without this file; it only saves the mouse.
"use strict";
(() => {
  // Browsers give "autofocus" its focus only with a later frame, and drop what is typed until then.
  document.querySelector("[autofocus]")?.focus();
  // The text of an alert opens where it first names the person.
  const text = document.querySelector(".desk .text");
  const named = text?.querySelector(".mention");
  if (named) text.scrollTop += named.getBoundingClientRect().top - text.getBoundingClientRect().top - 48;
  const typing = (target) =>
    target instanceof HTMLElement &&
    (target.matches("textarea, select, [contenteditable]") ||
      (target instanceof HTMLInputElement && !["radio", "checkbox", "submit", "button"].includes(target.type)));
  const rows = () => [...document.querySelectorAll("a.row")];
  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    const to = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
    all[to].focus();
    all[to].scrollIntoView({ block: "nearest" });
  };
  const press = (key) => {
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target) return false;
    target.closest("details")?.setAttribute("open", "");
    if (target instanceof HTMLInputElement) {
      target.checked = true;
      const reason = document.getElementById("reason");
      if (reason) reason.focus();
    } else if (key === "r" && !document.getElementById("approve-reason").value.trim()) {
      document.getElementById("approve-reason").focus();
    } else {
      target.click();
    }
    return true;
  };
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    "/": () => document.getElementById("words")?.focus(),
    n: () => document.getElementById("next")?.click(),
    q: () => { if (document.body.dataset.queue) location.assign(document.body.dataset.queue); },
    s: () => {
      const box = document.getElementById("suppress");
      if (!box) return;
      box.open = true;
      document.getElementById("suppress-reason").focus();
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target instanceof HTMLElement ? event.target.closest("form") : null;
      const chosen = form || document.getElementById("decide");
      if (chosen) { event.preventDefault(); chosen.requestSubmit(); }
      return;
    }
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (press(event.key)) { event.preventDefault(); return; }
    if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
  });
})();
