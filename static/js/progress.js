// Counts the levels that are chosen, in the list of categories above them. Without this the list says how many were saved.
(() => {
  "use strict";
  for (const chip of document.querySelectorAll("[data-progress-of]")) {
    const part = document.getElementById(chip.dataset.progressOf), all = part.querySelectorAll(".levels").length;
    const count = () => {
      const done = part.querySelectorAll(".levels :checked").length;
      chip.textContent = `${done} / ${all}`;
      chip.classList.toggle("good", done === all);
    };
    part.addEventListener("change", count);
    part.addEventListener("restored", count);
    count();
  }
})();
