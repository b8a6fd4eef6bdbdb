// A passkey is made and shown by the browser, so these forms need a script. data-passkey says which of the three
// it is; what the browser is asked stands in data-options, or is fetched from the form's address.
(() => {
  "use strict";
  const options = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  };
  const made = async (form) => {
    const asked = await options(form);
    const wanted = form.elements.passwordless?.checked ?? false;
    const selection = asked.publicKey.authenticatorSelection;
    selection.residentKey = wanted ? "required" : "discouraged";
    selection.requireResidentKey = wanted;
    if (wanted) selection.userVerification = "required";
    return window.webauthnJSON.create(asked);
  };
  const shown = async (form) => window.webauthnJSON.get(await options(form));
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failed = form.querySelector("[data-failed]");
    form.hidden = !window.PublicKeyCredential;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      try {
        const credential = await (form.dataset.passkey === "make" ? made(form) : shown(form));
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
})();
