// Pages work without this. It asks before a form with changes that nobody has saved is left behind.
(() => {
  "use strict";
  let changed = false;
  const guarded = (event) => event.target.closest?.("form[data-unsaved]");
  document.addEventListener("input", (event) => { if (guarded(event)) changed = true; });
  document.addEventListener("submit", (event) => { if (guarded(event)) changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();

// What draft.js has kept in this browser goes from every page: after a day, at sign-out, and with the
// application that is submitted, withdrawn or erased.
(() => {
  "use strict";
  const DAY = 24 * 60 * 60 * 1000;
  const age = (key) => { try { return Date.now() - (JSON.parse(localStorage.getItem(key)).at || 0); } catch { return Infinity; } };
  const forget = (wanted) => Object.keys(localStorage)
    .filter((key) => key.startsWith("draft:") && wanted(key)).forEach((key) => localStorage.removeItem(key));
  forget((key) => age(key) > DAY);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.forget) forget((key) => key.includes(`:${form.dataset.forget}:`));
    if (/\/accounts\/logout\/$/.test(form.action)) { forget(() => true); localStorage.setItem("signed-out", Date.now()); }
  });
})();
