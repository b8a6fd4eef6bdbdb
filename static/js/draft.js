// Saves an application while one writes. Pages work without this.
//
// Every change is kept in this browser at once, under the account, and sent a moment later, field by
// field. What the server has confirmed is forgotten here; the rest survives a crash, a dead network
// and an expired session, is shown and sent only to the same account, and is gone after 24 hours, at
// sign-out and on submitting.
(() => {
  "use strict";
  const PAUSE = 1200, AGAIN = 15000;
  const form = document.querySelector("form[data-draft]");
  if (!form) return;

  // After a sign-out, here or in another window, nothing is kept any more (roster.js clears the rest).
  let over = false;
  document.addEventListener("submit", (event) => { if (/\/accounts\/logout\/$/.test(event.target.action)) over = true; });
  window.addEventListener("storage", (event) => { if (event.key === "signed-out") over = true; });

  const line = form.querySelector("[data-saved]");
  const key = `draft:${form.dataset.account}:${form.dataset.draft}:${form.dataset.page}`;
  const seen = JSON.parse(form.elements.seen.value);
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } };
  const waiting = new Map(Object.entries(read(key).fields || {})); // name → {values, seen}
  let timer = 0, sending = false, composing = false;

  // A value's name in the draft: a date's parts belong to one value.
  const nameOf = (control) => Object.keys(seen).find((name) =>
    control.name === name || (control.name.startsWith(`${name}_`) && /_(year|month|day)$/.test(control.name)));
  const controlsOf = (name) => [...form.elements].filter((control) => control.name && nameOf(control) === name);
  const valuesOf = (name) => controlsOf(name)
    .filter((control) => !["checkbox", "radio"].includes(control.type) || control.checked)
    .map((control) => [control.name, control.value]);
  const write = (name, values) => controlsOf(name).forEach((control) => {
    const own = values.filter(([of]) => of === control.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(control.type)) control.checked = own.includes(control.value);
    else control.value = own[0] ?? "";
    control.dispatchEvent(new Event("restored", { bubbles: true }));
  });

  const say = (text, waits = false) => { line.textContent = text; line.classList.toggle("wait", waits); };
  const keep = () => {
    if (over) return;
    if (waiting.size) localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: Object.fromEntries(waiting) }));
    else localStorage.removeItem(key);
  };

  const touched = (event) => {
    const name = event.target.name && nameOf(event.target);
    if (!name || over) return;
    waiting.set(name, { values: valuesOf(name), seen: waiting.get(name)?.seen ?? seen[name] });
    keep();
    clearTimeout(timer);
    if (!composing) timer = setTimeout(send, event.type === "change" ? 0 : PAUSE);
  };
  form.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
  form.addEventListener("compositionend", (event) => { composing = false; touched(event); });
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);

  // Whoever takes the other text has settled it: what was typed here is not brought back.
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "theirs") { waiting.delete(event.submitter.value); keep(); }
  });

  const show = (name, sentences) => {
    const field = document.getElementById(`div_id_${name}`);
    if (!field) return;
    field.querySelector(".error[data-live]")?.remove();
    if (!sentences) return;
    const box = Object.assign(document.createElement("div"), { className: "error" });
    box.dataset.live = "";
    sentences.forEach((text) => box.append(Object.assign(document.createElement("p"), { textContent: `＊${text}` })));
    field.querySelector("label, legend").after(box);
  };

  const clash = (name, html) => {
    form.querySelector(`[data-clash="${CSS.escape(name)}"]`)?.remove();
    const box = document.createElement("template");
    box.innerHTML = html;
    (document.getElementById(`div_id_${name}`) ?? line).before(box.content);
  };

  const body = (fields) => {
    const data = new URLSearchParams({ autosave: "1", csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    fields.forEach(([name, { values }]) => { data.append("names", name); values.forEach(([of, value]) => data.append(of, value)); });
    data.append("seen", JSON.stringify(Object.fromEntries(fields.map(([name, field]) => [name, field.seen]))));
    return data;
  };

  // The page again, for a new token after signing in elsewhere; null when nobody is signed in.
  const renewed = async () => {
    const answer = await fetch(location.pathname, { redirect: "manual" });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("form[data-draft]");
    if (now?.dataset.account !== form.dataset.account) return false;
    form.elements.csrfmiddlewaretoken.value = now.elements.csrfmiddlewaretoken.value;
    return true;
  };

  const signedOut = () => {
    const way = document.createElement("a");
    way.href = `${line.dataset.login}?next=${encodeURIComponent(location.pathname)}`;
    way.textContent = line.dataset.signIn;
    say(`${line.dataset.signedOut} `, true);
    line.append(way);
  };

  const send = async (retried = false) => {
    if (sending || over || !waiting.size) return;
    const fields = [...waiting].filter(([name]) => !form.querySelector(`[data-clash="${CSS.escape(name)}"]`));
    if (!fields.length) return;
    sending = true;
    let next = 0;
    try {
      const answer = await fetch(location.pathname, { method: "POST", body: body(fields), redirect: "manual", keepalive: true });
      const json = answer.headers.get("Content-Type")?.startsWith("application/json");
      if (json) settle(fields, await answer.json());
      else if (retried) signedOut();
      else if (answer.type === "opaqueredirect" || answer.status === 403) next = await renewed() ? 1 : (signedOut(), 0);
      else { say(line.dataset.kept, true); next = AGAIN; }
    } catch {
      say(line.dataset.kept, true);
      next = AGAIN;
    }
    sending = false;
    if (next) setTimeout(() => send(next === 1), next);
    else if ([...waiting.keys()].some((name) => !fields.some(([of]) => of === name))) timer = setTimeout(send, PAUSE);
  };

  const settle = (fields, answer) => {
    if (answer.refused) { say(answer.refused, true); return; }
    for (const [name, sent] of fields) {
      const same = JSON.stringify(waiting.get(name)?.values) === JSON.stringify(sent.values);
      show(name, answer.errors[name]);
      if (answer.clashes[name]) clash(name, answer.clashes[name]);
      if (!answer.seen[name]) continue;
      seen[name] = answer.seen[name];
      if (same) waiting.delete(name);
      else waiting.get(name).seen = seen[name];
    }
    form.elements.seen.value = JSON.stringify(seen);
    keep();
    say(answer.said, Object.keys(answer.clashes).length > 0);
  };

  // What an earlier visit could not send comes back, unless the server has it already.
  let restored = 0;
  for (const [name, field] of waiting) {
    if (!(name in seen) || JSON.stringify(valuesOf(name)) === JSON.stringify(field.values)) { waiting.delete(name); continue; }
    write(name, field.values);
    restored += 1;
  }
  keep();
  if (restored) { say(line.dataset.restored); setTimeout(send, PAUSE); }

  window.addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });

  // How long the text is, counted while one writes.
  form.querySelectorAll("[data-counter]").forEach((control) => {
    const counter = Object.assign(document.createElement("span"), { className: "quiet counter" });
    const count = () => { counter.textContent = `${control.value.length} / ${control.maxLength}`; };
    control.after(counter);
    control.addEventListener("input", count);
    control.addEventListener("restored", count);
    count();
  });
})();
