// Ticks all prefectures of an area at once, and saves them as any other tick. Without this the page comes back ticked.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("button[data-codes]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const boxes = [...button.closest("fieldset").querySelectorAll("input[type=checkbox]")];
      const codes = button.dataset.codes.split(" ");
      boxes.forEach((box) => { box.checked = button.value !== "none" && (box.checked || codes.includes(box.value)); });
      boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
})();
