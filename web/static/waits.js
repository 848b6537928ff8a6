// A page that waits for something shows it as soon as it is there. Who is doing something meanwhile is told, not interrupted.
(() => {
  const note = document.querySelector("[data-waits]");
  let busy = false;
  for (const event of ["input", "keydown", "pointerdown"]) addEventListener(event, () => (busy = true));

  async function look(pause) {
    const answer = await fetch(note.dataset.waits).catch(() => null);
    const waits = answer?.ok ? (await answer.json()).waits : null;
    // In a quarter of an hour the page stops asking: a session that nobody uses is to end.
    if (waits && pause < 120000) setTimeout(look, pause, pause * 1.2);
    if (waits === false && busy) for (const text of note.querySelectorAll("span")) text.hidden = !text.hidden;
    if (waits === false && !busy) location.reload();
  }
  setTimeout(look, 300, 500);
})();
