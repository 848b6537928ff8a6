// A tick shows what was typed as a password; before the form is sent it is hidden again, so that no browser keeps it as text.
(() => {
  for (const row of document.querySelectorAll("[data-show]")) {
    const tick = row.querySelector("input");
    const fields = tick.form.querySelectorAll("input[type=password]");
    const show = () => fields.forEach((field) => (field.type = tick.checked ? "text" : "password"));
    tick.addEventListener("change", show);
    tick.form.addEventListener("submit", () => ((tick.checked = false), show()));
    row.hidden = false;
  }
})();
