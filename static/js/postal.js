// Prefecture and municipality from the postal code, without leaving the page.
(() => {
  "use strict";
  const button = document.querySelector("button[data-find]");
  if (!button) return;
  const code = document.getElementById("id_postal_code"), said = document.querySelector("[data-place]");
  const put = (id, value) => {
    const control = document.getElementById(id);
    control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(`${button.dataset.find}?code=${encodeURIComponent(code.value)}`, { redirect: "manual" });
      if (answer.status === 404) { said.textContent = button.dataset.notFound; return; }
      const place = await answer.json();
      put("id_prefecture", place.prefecture);
      put("id_municipality", place.municipality);
      said.textContent = `${place.label} ${place.municipality}`;
    } catch {
      button.form.requestSubmit(button.cloneNode());
    }
  });
})();
