// Suggests the reading of a name from what is typed into an IME, as full-width katakana. The field
// stays editable, and what somebody wrote there is never overwritten.
(() => {
  "use strict";
  const KANA = /^[ぁ-ゖー]+$/;
  const katakana = (text) => text.replace(/[ぁ-ゖ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60));
  for (const part of ["family_name", "given_name"]) {
    const name = document.getElementById(`id_${part}`);
    const reading = document.getElementById(`id_${part}_kana`);
    if (!name || !reading) continue;
    let typed = "", suggested = reading.value ? null : "";
    name.addEventListener("compositionstart", () => { typed = ""; });
    name.addEventListener("compositionupdate", (event) => { if (KANA.test(event.data)) typed = event.data; });
    name.addEventListener("compositionend", () => suggest(katakana(typed)));
    name.addEventListener("input", () => { if (!name.value && suggested) { suggested = ""; put(""); } });
    reading.addEventListener("input", (event) => { if (event.isTrusted) suggested = reading.value ? null : ""; });
    const put = (text) => { reading.value = text; reading.dispatchEvent(new Event("input", { bubbles: true })); };
    const suggest = (text) => {
      if (suggested === null || !text) return;
      suggested += text;
      put(suggested);
    };
  }
})();
