// The quiz on this device: answers are remembered here until they are done with, keys answer, and rounds are swapped.
// Without this file the form holds all questions and works as it is.
(() => {
  "use strict";
  const KEY = "quiz-answers";
  const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
  const SECONDS_A_QUESTION = 7;
  let inMemory = {}; // for browsers that don't let a page store anything

  const stores = () => {
    try {
      return [window.sessionStorage, window.localStorage];
    } catch {
      return [];
    }
  };
  const load = () => {
    for (const store of stores()) {
      try {
        const kept = JSON.parse(store.getItem(KEY));
        if (kept && Date.now() - kept.at < KEPT_FOR) return kept.answers;
      } catch {
        // what can't be read was not written here: it counts as nothing
      }
    }
    return inMemory;
  };
  // While the quiz is under way the device remembers it; once it is done only this tab does, for the way back.
  const save = (answers, isDone = false) => {
    inMemory = answers;
    const [tab, device] = stores();
    const text = JSON.stringify({ at: Date.now(), answers });
    try {
      tab.setItem(KEY, text);
      if (isDone) device.removeItem(KEY);
      else device.setItem(KEY, text);
    } catch {
      // full or forbidden: the form itself carries the answers from round to round
    }
  };
  const forget = () => {
    inMemory = {};
    for (const store of stores()) store.removeItem(KEY);
  };

  const form = () => document.querySelector("form[data-quiz]");
  const fields = () => [...form().querySelectorAll("input[name^='item-']")];
  const isAnswer = (field) => field.checked || field.type === "hidden";
  const read = () => Object.fromEntries(fields().filter(isAnswer).map((field) => [field.name, field.value]));
  const fill = (answers) => {
    for (const field of fields()) {
      if (field.type === "radio") field.checked = answers[field.name] === field.value;
    }
  };
  // Only what is still asked counts; a round that stands in the panel alone carries the others in hidden fields.
  const showProgress = () => {
    const bar = form().querySelector("[data-progress]");
    const answered = Object.keys(read()).length;
    bar.value = answered;
    form().querySelector("[data-answered]").textContent = answered;
    form().querySelector("[data-minutes]").textContent = Math.ceil(((bar.max - answered) * SECONDS_A_QUESTION) / 60);
  };
  const showResume = () => {
    const note = document.querySelector("[data-resume]");
    const answered = Object.keys(read()).length;
    if (!note) return;
    note.hidden = answered === 0;
    note.querySelector("[data-resume-count]").textContent = answered;
    const rounds = [...form().querySelectorAll(".round")];
    const isOpen = (round) => [...round.querySelectorAll(".question")].some((one) => !one.querySelector(":checked"));
    const open = rounds.findIndex(isOpen);
    note.querySelector("[data-resume-link]").search = `?round=${(open < 0 ? rounds.length - 1 : open) + 1}`;
  };
  const start = () => {
    if (!form()) return;
    fill({ ...load(), ...read() });
    showProgress();
    showResume();
  };

  // The questions that can be seen, and the one that a key is meant for: that of the focus, or else the first open one.
  const questions = () => [...form().querySelectorAll(".question")].filter((one) => one.offsetParent);
  const focusOn = (question) => {
    (question.querySelector(":checked") ?? question.querySelector("input")).focus({ preventScroll: true });
    question.scrollIntoView({ block: "nearest" });
  };
  const current = () => document.activeElement?.closest?.(".question")
    ?? questions().find((question) => !question.querySelector(":checked"));
  const step = (from, by) => {
    const all = questions();
    const next = all[all.indexOf(from) + by];
    if (next) focusOn(next);
    return Boolean(next);
  };
  const visible = (selector) => [...form().querySelectorAll(selector)].find((one) => one.offsetParent);
  const onward = () => (visible("[data-next-round]") ?? visible(".quiz__end .button"))?.focus();

  document.addEventListener("keydown", (event) => {
    if (!form() || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = event.target.closest?.(".question");
    if (!place && event.target !== document.body && !event.target.matches("[tabindex='-1']")) return;
    const question = current();
    if (/^[1-6]$/.test(event.key) && question) {
      const field = question.querySelectorAll("input[type='radio']")[event.key - 1];
      field.checked = true;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      // An explanation has to be read: who asked for one stays.
      if (event.key === "6") focusOn(question);
      else if (!step(question, 1)) onward();
    } else if (event.key === "Enter" && place) {
      if (!step(place, 1)) onward();
    } else if (event.key === "Backspace" && place) {
      if (!step(place, -1)) visible("[data-back]")?.focus();
    } else {
      return;
    }
    event.preventDefault();
  });

  document.addEventListener("change", (event) => {
    if (!event.target.matches("form[data-quiz] input[type='radio']")) return;
    save({ ...load(), ...read() });
    showProgress();
  });
  document.addEventListener("submit", (event) => {
    if (event.target === form() && !event.submitter?.name) save(read(), true);
  });
  document.addEventListener("click", (event) => {
    const target = event.target.closest("button");
    if (!target) return;
    if (target.matches("[data-start-over]")) {
      forget();
      fill({});
      showProgress();
      showResume();
      focusOn(questions()[0]);
    } else if (target.matches("[data-print]")) {
      window.print();
    } else if (target.matches("[data-copy]")) {
      copyLink(target);
    }
  });
  const copyLink = async (button) => {
    const link = document.querySelector("[data-link]");
    link.select();
    try {
      await navigator.clipboard.writeText(link.value);
    } catch {
      if (!document.execCommand("copy")) return; // it stands selected: the visitor can copy it by hand
    }
    button.textContent = button.dataset.done;
  };

  // The site can't be reached: stay here and say so, instead of leaving the page with its answers.
  const stay = (event) => {
    const note = form()?.querySelector("[data-offline]");
    if (!note || !form().contains(event.detail.elt)) return;
    note.hidden = false;
    note.scrollIntoView({ block: "nearest" });
    event.stopImmediatePropagation();
  };
  for (const failure of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(failure, stay, true);

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "panel" || !form()) return;
    start();
    window.scrollTo({ top: 0 });
  });
  document.addEventListener("htmx:historyRestore", start);
  window.addEventListener("pageshow", start);
  start();
})();
