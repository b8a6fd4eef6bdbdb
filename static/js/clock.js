// Counts on from the server's clock. Pages work without this: they then show the time at which they were made.
// The device's own clock may be wrong: only the difference between two of its readings is used.
(() => {
  "use strict";
  const SAID = [60, 10, 1]; // minutes before the deadline that are told to who cannot see the figures
  const language = document.documentElement.lang;
  const spoken = (count, unit) => {
    const words = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
    return language.startsWith("ja") ? words.replace(/\s/g, "") : words; // 25日, as the server writes it
  };
  const time = new Intl.DateTimeFormat("en-GB",
    { timeZone: "Asia/Tokyo", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

  const left = (seconds) => {
    const minutes = Math.floor(seconds / 60), hours = Math.floor(minutes / 60), days = Math.floor(hours / 24);
    if (days) return `${spoken(days, "day")} ${spoken(hours % 24, "hour")}`;
    if (hours) return `${spoken(hours, "hour")} ${spoken(minutes % 60, "minute")}`;
    if (minutes) return `${spoken(minutes, "minute")} ${spoken(seconds % 60, "second")}`;
    return spoken(seconds, "second");
  };

  for (const clock of document.querySelectorAll("[data-clock]:not([data-counting])")) {
    clock.dataset.counting = ""; // once, also where the script is loaded twice
    const part = (name) => clock.querySelector(`[data-clock-${name}]`);
    const deadline = Date.parse(clock.dataset.deadline);
    let server = Date.parse(clock.dataset.now), before = Infinity;
    let loaded = Date.now() - performance.now(); // when the page was asked for, on this device

    const tick = () => {
      const now = server + (Date.now() - loaded), seconds = Math.floor((deadline - now) / 1000);
      part("now").textContent = time.format(now);
      if (now >= deadline) {
        part("running").hidden = true;
        part("over").hidden = false;
        if (before !== Infinity) part("said").textContent = part("over").textContent;
        return;
      }
      part("left").textContent = left(seconds);
      const due = SAID.find((minutes) => seconds <= minutes * 60 && before > minutes * 60);
      if (due && before !== Infinity) part("said").textContent = clock.dataset.minutes.replace("{n}", due);
      before = seconds;
      window.setTimeout(tick, 1000 - (now % 1000));
    };
    // A page that the browser kept carries an old time: ask the server for its own.
    const renew = async () => {
      const asked = Date.now();
      const said = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
      const date = Date.parse(said?.headers.get("Date") ?? "");
      if (date) [server, loaded] = [date, asked];
    };

    const came = performance.getEntriesByType("navigation")[0];
    const kept = came && (came.type === "back_forward" || came.transferSize === 0);
    const begin = () => { if (server < deadline) tick(); };
    if (kept) renew().then(begin); else begin();
  }
})();
