// The crosswalk's picture and its lists follow the panel, and the way back leads to where one was.
// Without this file every link still leads where it says.
(() => {
  "use strict";
  const answer = () => document.querySelector("#panel [data-of]");
  let chosen = answer()?.dataset.of ?? "";
  const markChosen = () => {
    chosen = answer()?.dataset.of ?? "";
    for (const link of document.querySelectorAll(".flows a")) {
      if (new URL(link.href).searchParams.get("of") === chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const list of document.querySelectorAll("select[name='of']")) {
      list.value = chosen;
      if (list.selectedIndex < 0) list.selectedIndex = 0; // it has no such name
    }
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id === "panel") markChosen();
  });

  // The way back leads to the heading of an earlier answer, or else to where the last one was asked for.
  const askedFrom = new Map();
  document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
    const list = elt.elements?.of;
    if (list) askedFrom.set(list.value, `#${list.id}`);
    else if (elt.matches(".flows a")) {
      askedFrom.set(new URL(elt.href).searchParams.get("of"), `.flows a[href="${elt.getAttribute("href")}"]`);
    }
  });
  const comeBack = () => {
    const left = chosen;
    markChosen();
    if (answer()) answer().querySelector("[tabindex='-1']").focus({ preventScroll: true });
    else if (askedFrom.has(left)) document.querySelector(askedFrom.get(left))?.focus();
  };
  document.addEventListener("htmx:historyRestore", comeBack);
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") comeBack();
})();
