// Five minutes before a session ends the page says so, with a button to stay; pages of other tabs count along.
(() => {
  const note = document.querySelector("[data-stay]");
  const [warning, over] = note.querySelectorAll("p");
  const others = new BroadcastChannel("werkbrug-stay");
  const EARLY = 5 * 60 * 1000;
  let end = 0;

  function look() {
    const left = end - Date.now();
    warning.hidden = left > EARLY || left <= 0;
    over.hidden = left > 0;
  }

  function count(seconds) {
    end = Date.now() + seconds * 1000;
    look();
  }

  warning.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(note.dataset.stay, { redirect: "error" }).catch(() => null);
    if (!answer?.ok) return count(0);
    const { seconds } = await answer.json();
    count(seconds);
    others.postMessage(seconds);
  });
  others.addEventListener("message", (event) => count(event.data));
  count(Number(note.dataset.seconds));
  others.postMessage(Number(note.dataset.seconds));
  setInterval(look, 5000);
})();
