// Suggests a name in Latin letters from its reading, as Japanese passports write it: no long vowels
// (サトウ → Sato), m before b, m and p. The field stays editable; what somebody wrote is never overwritten.
(() => {
  "use strict";
  const ROWS = {
    "": "アイウエオ", k: "カキクケコ", s: "サシスセソ", t: "タチツテト", n: "ナニヌネノ", h: "ハヒフヘホ", m: "マミムメモ",
    y: "ヤ・ユ・ヨ", r: "ラリルレロ", w: "ワ・・・ヲ", g: "ガギグゲゴ", z: "ザジズゼゾ", d: "ダヂヅデド", b: "バビブベボ", p: "パピプペポ",
  };
  const SPELT = { シ: "shi", チ: "chi", ツ: "tsu", フ: "fu", ジ: "ji", ヂ: "ji", ヅ: "zu", ヲ: "o", ン: "n", ヴ: "vu", ー: "", " ": " ", "　": " " };
  const LETTERS = { ...SPELT };
  for (const [consonant, row] of Object.entries(ROWS)) {
    [...row].forEach((kana, place) => { LETTERS[kana] ??= consonant + "aiueo"[place]; });
  }
  const SMALL = { ャ: "a", ュ: "u", ョ: "o" }, VOWEL = { ァ: "a", ィ: "i", ゥ: "u", ェ: "e", ォ: "o" };

  const spell = (reading) => {
    let latin = "", doubled = false;
    for (const kana of reading) {
      if (kana === "ッ") { doubled = true; continue; }
      if (SMALL[kana]) latin = latin.replace(/(sh|ch|j)i$/, "$1").replace(/i$/, "y") + SMALL[kana];
      else if (VOWEL[kana]) latin = latin.replace(/[aiueo]$/, "") + VOWEL[kana];
      else {
        const letters = LETTERS[kana];
        if (letters === undefined) return "";
        latin += (doubled ? letters.replace(/^(ch|.)/, (first) => (first === "ch" ? "t" : first) + first) : letters);
        doubled = false;
      }
    }
    latin = latin.replace(/n(?=[bmp])/g, "m").replace(/o[uo]/g, "o").replace(/uu/g, "u");
    return latin.replace(/(^| )[a-z]/g, (first) => first.toUpperCase());
  };

  for (const part of ["family_name", "given_name"]) {
    const reading = document.getElementById(`id_${part}_kana`), latin = document.getElementById(`id_${part}_latin`);
    if (!reading || !latin) continue;
    let suggested = latin.value ? null : "";
    latin.addEventListener("input", (event) => { if (event.isTrusted) suggested = latin.value ? null : ""; });
    reading.addEventListener("input", () => {
      if (suggested === null || latin.value !== suggested) return;
      suggested = spell(reading.value.normalize("NFKC").replace(/[ぁ-ゖ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60)));
      latin.value = suggested;
      latin.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
})();
