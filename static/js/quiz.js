// The quiz on this device: an unfinished one is remembered here, keys answer, and rounds are swapped.
// Without this file the form holds all questions and works as it is.
(() => {
  "use strict";
  const KEY = "quiz-answers"; // on the device, until the quiz is done
  const POSTED = "quiz-posted"; // in this tab: what was last sent for a result, for the way back
  const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
  let inMemory = {}; // for browsers that don't let a page store anything

  // For a browser that can't tell by the stylesheet that there is scripting.
  if (!window.matchMedia("(scripting: enabled)").matches) {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const rule = rules.find((one) => one.media && one.cssRules[0]?.selectorText === ".by-script");
    if (rule) rule.media.mediaText = "screen";
  }

  const use = (store, work) => {
    try {
      return work(window[store]);
    } catch {
      return null; // forbidden, full, or not written here: it counts as nothing
    }
  };
  const load = () => {
    const kept = use("localStorage", (store) => JSON.parse(store.getItem(KEY)));
    return kept && Date.now() - kept.at < KEPT_FOR ? kept.answers : inMemory;
  };
  const save = (answers) => {
    inMemory = answers;
    use("localStorage", (store) => store.setItem(KEY, JSON.stringify({ at: Date.now(), answers })));
  };
  const forget = () => {
    inMemory = {};
    use("localStorage", (store) => store.removeItem(KEY));
    use("sessionStorage", (store) => store.removeItem(POSTED));
  };

  const form = () => document.querySelector("form[data-quiz]");
  const fields = () => [...form().querySelectorAll("input[name^='item-']")];
  const answersOf = (some) => Object.fromEntries(some.map((field) => [field.name, field.value]));
  const read = () => answersOf(fields().filter((field) => (field.type === "hidden" ? field.value : field.checked)));
  const sent = () => answersOf(fields().filter((field) => (field.type === "hidden" ? field.value : field.defaultChecked)));
  const fill = (answers) => {
    for (const field of fields()) {
      if (field.type === "radio") field.checked = answers[field.name] === field.value;
      else field.value = answers[field.name] ?? field.value;
    }
  };
  // Only what is still asked counts; a round that stands in the panel alone carries the others in hidden fields.
  const showProgress = () => {
    const bar = form().querySelector("[data-progress]");
    const answered = Object.keys(read()).length;
    const minutes = Math.ceil(((bar.max - answered) * form().dataset.seconds) / 60);
    bar.value = answered;
    form().querySelector("[data-answered]").textContent = answered;
    form().querySelector("[data-minutes]").textContent = minutes;
    form().querySelector("[data-left]").hidden = minutes === 0;
  };
  const rounds = () => [...form().querySelectorAll(".round")];
  const isOpen = (question) => !question.querySelector(":checked");
  const showResume = () => {
    const note = document.querySelector("[data-resume]");
    if (!note) return;
    const answered = Object.keys(read()).length;
    note.hidden = answered === 0;
    note.querySelector("[data-resume-count]").textContent = answered;
    const open = [...form().querySelectorAll(".question")].find(isOpen);
    const round = open ? rounds().indexOf(open.closest(".round")) : rounds().length - 1;
    note.querySelector("[data-resume-link]").href = `?round=${round + 1}${open ? `#${open.id}` : ""}`;
  };

  // What the server has filled in was sent from here a moment ago, or is in a code that is taken up. The code takes the
  // place of what is remembered; what was sent adds to it, as another tab may have answered others. The address of a
  // plain page takes the place of what was posted, so that a reload shows the latest.
  const start = () => {
    if (!form()) return forgetWhatIsDone();
    if (form().hasAttribute("data-filled")) {
      save(form().hasAttribute("data-taken-up") ? sent() : { ...load(), ...sent() });
      if (form().hasAttribute("data-posted")) history.replaceState(history.state, "", form().dataset.posted);
    }
    show(load());
    document.querySelector("[data-sent-back] h1")?.focus();
  };
  const show = (answers) => {
    fill(answers);
    showProgress();
    showResume();
  };
  // The page as it was left comes back. Safari then empties the fields, after it has said so: nothing is stored now.
  const comeBack = () => {
    if (!form()) return;
    const answers = { ...read(), ...load() };
    setTimeout(() => show(answers));
  };
  // A whole result that this tab has just asked for: the next one to sit here starts anew.
  const forgetWhatIsDone = () => {
    if (!document.querySelector("[data-whole]")) return;
    const posted = use("sessionStorage", (store) => store.getItem(POSTED));
    if (posted) use("localStorage", (store) => store.removeItem(KEY));
  };
  // On the way back from it the answers are there again; on a new visit they are not.
  const returnOrBegin = () => {
    const [navigation] = performance.getEntriesByType("navigation");
    const posted = use("sessionStorage", (store) => JSON.parse(store.getItem(POSTED)));
    if (!form() || !posted) return;
    if (["back_forward", "reload"].includes(navigation?.type)) {
      if (Object.keys(load()).length === 0) save(posted);
    } else if (!form().hasAttribute("data-filled")) {
      use("sessionStorage", (store) => store.removeItem(POSTED));
    }
  };

  // The questions that can be seen, and steps from one to the next.
  const questions = () => [...form().querySelectorAll(".question")].filter((one) => one.offsetParent);
  const focusOn = (question) => {
    const field = question.querySelector(":checked") ?? question.querySelector("input");
    field.focus({ preventScroll: true });
    question.scrollIntoView({ block: "nearest" });
    field.scrollIntoView({ block: "nearest" }); // a question may be taller than the screen
  };
  const step = (from, by) => {
    const all = questions();
    const next = all[all.indexOf(from) + by];
    if (next) focusOn(next);
    return Boolean(next);
  };
  const visible = (selector) => [...form().querySelectorAll(selector)].find((one) => one.offsetParent);
  const onward = () => (visible("[data-next-round]") ?? visible(".quiz__end .button"))?.focus();

  // Keys count while the focus is inside a question, and nowhere else: a voice or a slip would answer (WCAG 2.1.4).
  document.addEventListener("keydown", (event) => {
    if (!form()?.contains(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const question = event.target.closest(".question");
    if (!question) return;
    if (/^[1-6]$/.test(event.key)) {
      const field = question.querySelectorAll("input[type='radio']")[event.key - 1];
      field.checked = true;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      // An explanation has to be read: who asked for one stays.
      if (event.key === "6") focusOn(question);
      else if (!step(question, 1)) onward();
    } else if (event.key === "Enter") {
      if (!step(question, 1)) onward();
    } else if (event.key === "Backspace") {
      if (!step(question, -1)) visible("[data-back]")?.focus();
    } else {
      return;
    }
    event.preventDefault();
  });

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.matches("form[data-quiz] input[type='radio']")) return;
    save({ ...load(), [field.name]: field.value }); // another tab may have answered others
    showProgress();
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== form() || event.submitter?.name) return;
    use("sessionStorage", (store) => store.setItem(POSTED, JSON.stringify(read())));
  });
  document.addEventListener("click", (event) => {
    const target = event.target.closest("button");
    if (!target) return;
    if (target.matches("[data-start-over]")) {
      forget();
      show({});
      focusOn(questions()[0]);
    }
  });

  // The site can't be reached or has a fault: stay here and say so, instead of leaving the page with its answers.
  const stay = (event) => {
    const note = form()?.querySelector("[data-offline]");
    if (!note || !form().contains(event.detail.elt)) return;
    note.hidden = false;
    note.scrollIntoView({ block: "nearest" });
    event.stopImmediatePropagation();
  };
  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(failure, stay, true);
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "panel" || !form()) return;
    start();
    window.scrollTo({ top: 0 });
  });
  document.addEventListener("htmx:historyRestore", start);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) comeBack();
  });
  returnOrBegin();
  start();
})();
