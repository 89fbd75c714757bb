// What the search does beside htmx: the words in its box are always those of its results.
(() => {
  "use strict";
  // Who typed before htmx was there to see it is answered all the same.
  document.addEventListener("DOMContentLoaded", () => {
    const words = document.getElementById("q");
    if (words && words.value !== words.defaultValue) words.form.requestSubmit();
  });

  // On the way back the box holds the words of its results again: Safari has emptied it, after it said that it is back.
  const fillBox = () => {
    const words = document.getElementById("q");
    if (words) words.value = new URLSearchParams(location.search).get("q") ?? "";
  };
  document.addEventListener("htmx:historyRestore", fillBox);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) setTimeout(fillBox);
  });
})();
