// Keeps scores while one writes them, and takes the number keys. Pages work without this.
(() => {
  "use strict";
  const PAUSE = 1200;
  const form = document.querySelector("form[data-scores]");
  if (!form) return;
  const line = form.querySelector("[data-saved]");
  let timer = 0, sending = false, again = false, composing = false, over = false;

  const say = (text, waits = false) => { line.textContent = text; line.classList.toggle("wait", waits); };
  const show = (errors) => {
    form.querySelectorAll(".error[data-live]").forEach((old) => old.remove());
    for (const [name, sentences] of Object.entries(errors)) {
      const place = document.getElementById(`div_id_${name}`)?.querySelector("label, legend");
      if (!place) continue;
      const box = Object.assign(document.createElement("div"), { className: "error" });
      box.dataset.live = "";
      sentences.forEach((text) => box.append(Object.assign(document.createElement("p"), { textContent: `＊${text}` })));
      place.after(box);
    }
  };

  const send = async () => {
    if (over) return;
    if (sending) { again = true; return; }
    sending = true;
    const body = new FormData(form);
    body.set("autosave", "1");
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, redirect: "error" });
      const said = await answer.json();
      if (said.refused) { over = true; say(said.refused, true); }
      else { form.elements.version.value = said.version; say(said.said); show(said.errors); }
    } catch { say(line.dataset.lost, true); }
    sending = false;
    if (again) { again = false; send(); }
  };
  const later = (event) => {
    if (over || composing) return;
    clearTimeout(timer);
    timer = setTimeout(send, event.type === "change" ? 0 : PAUSE);
  };
  form.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
  form.addEventListener("compositionend", (event) => { composing = false; later(event); });
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => { over = true; clearTimeout(timer); });

  // 1 to 5 choose in the criterion where the focus is, or in the first one that is still open.
  const scales = [...form.querySelectorAll("fieldset")].filter((group) => group.querySelector(".levels"));
  const isOpen = (group) => !group.querySelector("input:checked");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
    if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !/^[1-5]$/.test(event.key)) return;
    const here = event.target.closest("fieldset");
    const group = scales.includes(here) ? here : scales.find(isOpen);
    const choice = group?.querySelector(`input[value="${event.key}"]`);
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    const number = choice.name.split("_")[1];
    // A 1 or a 5 needs its reason; after any other the next open criterion is next.
    const reason = form.elements[`comment_${number}`];
    const next = scales.find(isOpen);
    if ("15".includes(event.key) && !reason.value) reason.focus();
    else if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
    else choice.focus();
  });
})();
