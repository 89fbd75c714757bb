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
  const rounds = () => [...form().querySelectorAll(".round")];
  const isOpen = (question) => !question.querySelector(":checked");
  const showResume = () => {
    const note = document.querySelector("[data-resume]");
    if (!note) return;
    const answered = Object.keys(read()).length;
    note.hidden = answered === 0;
    document.querySelector("[data-begin]").hidden = answered > 0;
    note.querySelector("[data-resume-count]").textContent = answered;
    const open = [...form().querySelectorAll(".question")].find(isOpen);
    const round = open ? rounds().indexOf(open.closest(".round")) : rounds().length - 1;
    note.querySelector("[data-resume-link]").href = `?round=${round + 1}`;
  };

  // The deck: one question of a round at a time, then what stands at the round's end. The stylesheet shows what `deck`
  // says: "start", "question", "end" or, where nothing is open, "full". A form that was sent back is a list without it.
  const panel = () => document.getElementById("panel");
  const round = () => form().querySelector(".round--now");
  const isDeck = () => round() !== null;
  const here = () => form().querySelector("[data-now]");
  const questions = () => [...(isDeck() ? round() : form()).querySelectorAll(".question")].filter((one) => isDeck() || one.offsetParent);
  const visible = (selector) => [...form().querySelectorAll(selector)].find((one) => one.offsetParent);
  const isLast = () => !round().querySelector("[data-next-round]").name;
  // Only what is still asked counts; a round that stands in the panel alone carries the others in hidden fields.
  const gaps = () => (isLast() ? form().querySelector("[data-progress]").max - Object.keys(read()).length : questions().filter(isOpen).length);
  let cameBack = false; // by a button, from the round after this one

  const showProgress = () => {
    const bar = form().querySelector("[data-progress]");
    const answers = read();
    const answered = Object.keys(answers).length;
    const minutes = Math.ceil(((bar.max - answered) * form().dataset.seconds) / 60);
    bar.value = answered;
    form().querySelector("[data-answered]").textContent = answered;
    form().querySelector("[data-minutes]").textContent = minutes;
    form().querySelector("[data-left]").hidden = minutes === 0;
    for (const part of form().querySelectorAll("[data-part]")) part.classList.toggle("is-filled", part.dataset.part in answers);
    if (isDeck()) showDeck();
  };
  const showDeck = () => {
    form().querySelector("[data-round]").textContent = round().querySelector(".round__title").textContent;
    const segments = questions().map((question) => {
      const segment = document.createElement("i");
      segment.classList.toggle("is-answered", !isOpen(question));
      segment.classList.toggle("is-now", question === here());
      return segment;
    });
    form().querySelector("[data-segments]").replaceChildren(...segments);
    for (const one of round().querySelectorAll("[data-has-gaps]")) one.hidden = gaps() === 0;
    for (const one of round().querySelectorAll("[data-has-none]")) one.hidden = gaps() > 0;
    for (const one of round().querySelectorAll("[data-open]")) one.textContent = gaps();
    const back = round().querySelector("[data-back]");
    back.hidden = !back.name && here() === questions()[0];
    round().querySelector("[data-skip]").hidden = !here();
    round().querySelector("[data-is-open]").hidden = !here() || !isOpen(here());
    round().querySelector("[data-is-answered]").hidden = !here() || isOpen(here());
  };
  // Without a question: to the end of the round. It is no class: htmx settles those after a swap as the server sent them.
  const turnTo = (question) => {
    for (const one of questions()) one.toggleAttribute("data-now", one === question);
    panel().classList.add("deck");
    panel().dataset.deck = question ? "question" : isLast() && gaps() === 0 ? "full" : "end";
    showDeck();
  };
  const openDeck = () => {
    if (!isDeck()) panel().classList.remove("deck");
    if (!isDeck() || document.querySelector("[data-begin]")) return;
    const first = questions().find(isOpen) ?? (isLast() && gaps() === 0 ? null : questions()[0]);
    turnTo(cameBack ? questions().at(-1) : first);
    cameBack = false;
  };
  const focusOn = (question) => {
    const field = question.querySelector(":checked") ?? question.querySelector("input");
    field.focus({ preventScroll: true });
    if (isDeck()) window.scrollTo({ top: 0, behavior: "instant" });
    else question.scrollIntoView({ block: "nearest" });
    field.scrollIntoView({ block: "nearest" }); // a question may be taller than the screen
  };
  const goTo = (question) => {
    if (isDeck()) turnTo(question);
    focusOn(question);
  };
  // A round without gaps, and with nothing to choose at its end, leads to the next one by itself.
  const goToEnd = () => {
    if (!isDeck()) return visible(".quiz__end .button")?.focus();
    if (gaps() === 0 && !round().querySelector("[data-pause]")) return round().querySelector("[data-next-round]").click();
    turnTo(null);
    window.scrollTo({ top: 0, behavior: "instant" });
    visible(".round__ways .button").focus();
  };
  const step = (from, by) => {
    const all = questions();
    const next = from ? all[all.indexOf(from) + by] : all.at(-1);
    if (next) goTo(next);
    else if (by > 0) goToEnd();
    return Boolean(next);
  };
  // After an answer: who filled a gap goes to the next gap, who changed an answer to the next question.
  const goOn = (question, wasOpen) => {
    const after = questions().slice(questions().indexOf(question) + 1);
    const next = wasOpen ? after.find(isOpen) : after[0];
    if (next) goTo(next);
    else goToEnd();
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
    openDeck();
    // On the way back the question is shown, and not the place where the page was.
    history.scrollRestoration = panel().classList.contains("deck") ? "manual" : "auto";
    if (isDeck() && here() && document.activeElement === document.body) focusOn(here()); // the keys count from here on
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

  // Keys count while the focus is inside a question, and nowhere else: a voice or a slip would answer (WCAG 2.1.4).
  document.addEventListener("keydown", (event) => {
    if (!form()?.contains(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const question = event.target.closest(".question");
    if (event.key === "Backspace" && event.target.closest(".round__end")) step(null, -1);
    if (!question) return;
    if (/^[1-6]$/.test(event.key)) {
      if (!event.repeat) answer(question, event.key);
    } else if (event.key === "Enter") {
      step(question, 1);
    } else if (event.key === "Backspace") {
      if (!step(question, -1)) visible("[data-back]")?.focus();
    } else {
      return;
    }
    event.preventDefault();
  });
  const answer = (question, key) => {
    const field = question.querySelectorAll("input[type='radio']")[key - 1];
    const wasOpen = isOpen(question);
    field.checked = true;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    // An explanation has to be read: who asked for one stays.
    if (key === "6") focusOn(question);
    else goOn(question, wasOpen);
  };

  // A finger or a mouse answers and goes on, once it can be seen what was answered. What comes at once after that was
  // meant for the question before. Arrow keys click too, without a pointer: they stay.
  const SEEN_FOR = 160;
  const ONE_TAP = 400;
  document.addEventListener("click", (event) => {
    const field = event.target;
    if (!field.matches(".deck .question input[type='radio']") || event.detail === 0) return;
    if (panel().matches("[data-rests], .is-waiting")) return event.preventDefault();
    if (field.value === "unknown") return;
    panel().toggleAttribute("data-rests", true);
    setTimeout(() => panel().removeAttribute("data-rests"), ONE_TAP);
    const question = field.closest(".question");
    const wasOpen = !(field.name in load());
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    setTimeout(() => question === here() && goOn(question, wasOpen), isStill ? 0 : SEEN_FOR);
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
  // Before htmx hears of it: a step inside the round needs no request.
  document.addEventListener("click", (event) => {
    const target = event.target.closest("button");
    if (!target || !form() || !isDeck()) return;
    if (target.matches("[data-skip]")) step(here(), 1);
    else if (target.matches("[data-back]") && here() !== questions()[0]) step(here(), -1);
    else if (target.matches("[data-to-open]") && questions().some(isOpen)) goTo(questions().find(isOpen));
    else {
      cameBack = target.matches("[data-back]");
      if (target.matches("[data-to-open]")) target.value = roundWithGap();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-start-over]")) return;
    forget();
    location.assign(document.querySelector("[data-begin]").href);
  });
  const roundWithGap = () => {
    const empty = [...form().querySelectorAll("[data-in]")].find((field) => !field.value);
    return empty?.dataset.in ?? rounds().findIndex((one) => [...one.querySelectorAll(".question")].some(isOpen)) + 1;
  };

  // The site can't be reached or has a fault: stay here and say so, instead of leaving the page with its answers.
  const stay = (event) => {
    const note = form()?.querySelector("[data-offline]");
    if (!note || !form().contains(event.detail.elt)) return;
    note.hidden = false;
    if (isDeck()) turnTo(null); // with the button to try again
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
    if (!isDeck()) return;
    if (here()) focusOn(here());
    else visible(".round__ways .button").focus();
  });
  document.addEventListener("htmx:historyRestore", start);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) comeBack();
  });
  returnOrBegin();
  start();
})();
