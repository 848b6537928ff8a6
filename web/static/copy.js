// A link that is shown once is copied with a button, where the browser lets a page do that; else it is marked and copied by hand.
(() => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    const said = button.nextElementSibling;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.previousElementSibling.textContent);
      said.textContent = said.dataset.said;
    });
  }
})();
