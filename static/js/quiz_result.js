// A result of the quiz: its picture goes to the system's own sheet, and this device forgets the answers that led here.
(() => {
  "use strict";
  // quiz.js has remembered them under these names. What was sent for a whole result is done with.
  try {
    if (document.querySelector("[data-whole]") && sessionStorage.getItem("quiz-posted")) localStorage.removeItem("quiz-answers");
  } catch {} // a browser that stores nothing

  const TYPE = { type: "image/png" };
  const takesPictures = navigator.canShare?.({ files: [new File([""], "card.png", TYPE)] });
  if (!takesPictures) return; // site.js shares the link, or copies it

  // The picture is asked for before its button is pressed: a browser shares only for a few seconds after a press.
  const pictures = {};
  const pictureOf = ({ href }) =>
    (pictures[href] ??= fetch(href)
      .then(async (answer) => (answer.ok ? new File([await answer.blob()], "cluster-explorer.png", TYPE) : null))
      .catch(() => null)
      .then((picture) => picture ?? ((pictures[href] = undefined), null))); // the next press asks again
  const linkAt = (event) => event.target.closest?.("a[data-share]");
  for (const before of ["pointerover", "focusin"]) {
    document.addEventListener(before, (event) => linkAt(event) && pictureOf(linkAt(event)));
  }
  document.addEventListener("click", async (event) => {
    const link = linkAt(event);
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const picture = await pictureOf(link);
    // Without a picture nothing is shared: a link would hold all answers.
    if (picture) await navigator.share({ files: [picture] }).catch(() => {}); // closed without a choice
    else location.assign(link.href); // the browser shows it, or says what is wrong
  }, true);
})();
