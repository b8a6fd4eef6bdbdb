// Pages work without this. It only asks before a form with changes that nobody has saved is left behind.
(() => {
  "use strict";
  let changed = false;
  const guarded = (event) => event.target.closest?.("form[data-unsaved]");
  document.addEventListener("input", (event) => { if (guarded(event)) changed = true; });
  document.addEventListener("submit", (event) => { if (guarded(event)) changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
