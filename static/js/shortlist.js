// What the visitor's list can't do by links and forms: where the keyboard goes on after a change.
(() => {
  "use strict";
  // Who takes an entry off, or adds one that the list suggests, stays in its place, at the next one.
  let pressed = { kind: "", place: -1 };
  document.addEventListener("htmx:beforeRequest", (event) => {
    const button = event.detail.requestConfig.triggeringEvent?.submitter;
    const kind = button?.closest(".next") ? ".next .heart__add" : ".listed__off";
    pressed = { kind, place: [...document.querySelectorAll(kind)].indexOf(button) };
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "panel") return;
    const buttons = pressed.place < 0 ? [] : [...document.querySelectorAll(pressed.kind)];
    const next =
      document.querySelector("#panel [aria-invalid='true']") ??
      buttons[Math.min(pressed.place, buttons.length - 1)] ??
      document.querySelector("#panel [tabindex='-1']");
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest", behavior: "instant" });
  });
  // Who wants to write a line is taken to where it is written; Escape leads back.
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".why") && event.target.open) event.target.querySelector("[name=note]")?.focus();
  }, true);
  document.addEventListener("keydown", (event) => {
    const why = event.key === "Escape" && event.target.closest?.(".why[open]");
    if (!why) return;
    why.open = false;
    why.querySelector("summary").focus();
  });
})();
