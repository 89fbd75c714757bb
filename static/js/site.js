// What links and htmx can't do by themselves. Without this file every link still leads where it says.
(() => {
  "use strict";
  const announcer = document.getElementById("announcer");
  const ON_LIST = ".my-list-button, .heart"; // the forms that put an entry on the visitor's list or take it off

  // A click with a modifier key opens a tab or a window: that is the browser's business, not htmx's.
  document.addEventListener("click", (event) => {
    const wantsOwnTab = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (wantsOwnTab && event.target.closest("a[hx-get], [hx-boost] a, a[hx-boost]")) event.stopPropagation();
  }, true);

  // The wheel marks the slices that the panel is about.
  const markSlices = () => {
    const entry = document.querySelector("#panel [data-clusters]");
    const clusters = entry ? entry.dataset.clusters.trim().split(/\s+/) : [];
    for (const slice of document.querySelectorAll(".slice")) {
      if (clusters.includes(slice.getAttribute("href"))) slice.setAttribute("aria-current", "true");
      else slice.removeAttribute("aria-current");
    }
  };
  // "My school says" leads back to where the visitor is now, if that is a page with schools' names.
  const markWayBack = () => {
    for (const link of document.querySelectorAll("a[data-next]")) {
      const showsNames = location.pathname.startsWith(link.dataset.next) && location.pathname.split("/").length > 4;
      link.search = showsNames ? new URLSearchParams({ next: location.pathname }).toString() : "";
    }
  };
  // A slice that was pressed is marked before its page has come; where the panel is out of sight, the view goes there.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const slice = event.detail.elt;
    if (!slice.matches?.(".slice")) return;
    for (const other of document.querySelectorAll(".slice[aria-current]")) other.removeAttribute("aria-current");
    slice.setAttribute("aria-current", "true");
    showPanel();
  });
  const showPanel = () => {
    const panel = document.getElementById("panel");
    const top = panel?.getBoundingClientRect().top ?? 0;
    if (top >= 0 && top < window.innerHeight / 2) return;
    const beginsThePage = top + window.scrollY < window.innerHeight / 2;
    window.scrollTo({ top: beginsThePage ? 0 : top + window.scrollY, behavior: "instant" });
  };
  // Who can't see the panel change is taken to its heading, or to the field that is still to be filled in.
  const focusPanel = () => {
    const field = document.querySelector("#panel [aria-invalid='true']");
    if (field) return field.focus();
    showPanel();
    document.querySelector("#panel [tabindex='-1']")?.focus({ preventScroll: true });
  };
  // Of a slice that has the focus at least its edge can be seen: the link itself is as large as the whole wheel.
  // A phone's menu does not stay over what has the focus.
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest?.(".site-menu, .menu-button")) document.querySelector(".site-menu")?.hidePopover?.();
    const shapes = [...(event.target.closest?.(".slice, .rim, .centre")?.querySelectorAll(".slice__shape, .rim__band, .centre__shape") ?? [])];
    shapes.find((shape) => shape.getClientRects().length)?.scrollIntoView({ block: "nearest", behavior: "instant" });
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    document.getElementById("search-failed")?.setAttribute("hidden", "");
    // A list whose pressed link is gone: the keyboard goes on at its beginning.
    if (event.detail.target?.id === "careers" && document.activeElement === document.body) {
      document.querySelector("#careers .careers__count")?.focus({ preventScroll: true });
    }
    if (event.detail.target?.id === "careers") {
      const list = document.querySelector(".careers--all");
      if (list?.getBoundingClientRect().top < 0) list.scrollIntoView({ behavior: "instant" });
      setTimeout(() => document.activeElement.closest("#careers *")?.scrollIntoView({ block: "nearest", behavior: "instant" }));
    }
    if (event.detail.target?.id !== "panel") return; // restoring history swaps the body, without a target
    markSlices();
    if (!document.querySelector(".shortlist")) focusPanel();
  });
  // What a request is about to change says so. It no longer does when the page as it was goes into the history.
  document.addEventListener("htmx:beforeRequest", (event) => {
    event.detail.target.setAttribute("aria-busy", "true");
    event.detail.target.classList.add("is-waiting");
  });
  for (const done of ["htmx:afterSwap", "htmx:sendError", "htmx:responseError", "htmx:sendAbort", "htmx:timeout", "htmx:historyRestore"]) {
    document.addEventListener(done, () => {
      for (const one of document.querySelectorAll(".is-waiting")) one.classList.remove("is-waiting");
    });
  }
  for (const done of ["htmx:beforeOnLoad", "htmx:afterRequest"]) {
    document.addEventListener(done, (event) => event.detail.target.removeAttribute("aria-busy"));
  }
  for (const moved of ["htmx:pushedIntoHistory", "htmx:historyRestore"]) document.addEventListener(moved, markWayBack);
  document.addEventListener("htmx:historyRestore", () => {
    markSlices();
    pressedOn(location.href)?.focus({ preventScroll: true });
  });

  // On the way back the keyboard goes on at what was pressed: the page that was left remembers it in this tab.
  const PRESSED = "pressed";
  const allPressed = () => JSON.parse(sessionStorage.getItem(PRESSED) ?? "{}");
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, requestConfig } = event.detail;
    const name = requestConfig.triggeringEvent?.target?.name ?? "";
    if (requestConfig.verb !== "get") return;
    try {
      sessionStorage.setItem(PRESSED, JSON.stringify({ ...allPressed(), [location.href]: [elt.getAttribute("href"), name] }));
    } catch {} // a browser that stores nothing
  });
  const pressedOn = (address) => {
    try {
      const [href, name] = allPressed()[address] ?? [];
      if (href) return document.querySelector(`main a[href="${CSS.escape(href)}"]`);
      if (name) return document.querySelector(`main [name="${CSS.escape(name)}"]`);
    } catch {}
    return null;
  };

  // A page of the past that has to be asked for anew is put in place of this one. The browser has scrolled to where the
  // visitor was before, and must not follow what is taken away.
  let place = null;
  document.addEventListener("htmx:historyCacheMissLoad", () => {
    place = window.scrollY;
  });
  document.addEventListener("htmx:historyRestore", () => {
    if (place !== null) window.scrollTo({ top: place, behavior: "instant" });
    place = null;
  });

  // If the panel can't be had, go to the page: the browser says best what is wrong. Who is typing stays and is told.
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      const failed = document.getElementById("search-failed");
      if (event.detail.elt?.matches(`${ON_LIST}, .why__form`)) sayItFailed(event.detail.elt);
      else if (failed) failed.hidden = false;
      else window.location.assign(pageOf(event.detail.pathInfo));
    });
  }

  // The page that the part of it belongs to which htmx has asked for.
  const pageOf = ({ finalRequestPath, requestPath }) => {
    const page = new URL(finalRequestPath || requestPath, location.href);
    page.searchParams.delete("part");
    return page;
  };

  // What did not reach the list is said beside its button, and aloud.
  const sayItFailed = (form) => {
    const hint = form.querySelector(".hint") ?? form.appendChild(document.createElement("p"));
    hint.className = "hint";
    hint.textContent = announcer.textContent = announcer.dataset.failed;
  };

  // On paper every fold is open.
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details:is(.fold, .more-places):not([open])")) fold.dataset.wasClosed = fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of document.querySelectorAll("details[data-was-closed]")) fold.open = false;
  });

  // Buttons that nothing but a script can answer stay hidden until there is one.
  const showButtons = () => {
    for (const button of document.querySelectorAll("[data-print], [data-copy], [data-share]")) button.hidden = false;
  };
  document.addEventListener("DOMContentLoaded", showButtons);
  document.addEventListener("htmx:afterSwap", showButtons);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-print], [data-copy], [data-share]");
    if (button?.matches("[data-print]")) window.print();
    else if (button?.matches("[data-share]")) {
      event.preventDefault(); // without scripts it may be a link to what is shared
      share(button);
    }
    else if (button) copy(button, document.getElementById(button.dataset.copy));
  });
  const copy = async (button, field) => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      const place = window.scrollY;
      field.select(); // which takes the focus to a field that may be far away
      if (!document.execCommand("copy")) return; // it stands selected: the visitor can copy it by hand
      button.focus({ preventScroll: true });
      window.scrollTo({ top: place, behavior: "instant" });
    }
    button.textContent = button.dataset.done;
    announcer.textContent = button.dataset.done;
  };

  let lastChanged = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.target;
    if (form?.matches(ON_LIST) && form.contains(document.activeElement)) lastChanged = form.dataset.key;
  });
  // The system's own sheet where there is one, else the link is copied.
  const share = async (button) => {
    const url = button.dataset.share || location.href;
    if (navigator.share) {
      await navigator.share({ title: document.title, url }).catch(() => {}); // closed without a choice
      return;
    }
    const words = button.querySelector("span") ?? button;
    try {
      await navigator.clipboard.writeText(url);
      words.textContent = announcer.textContent = button.dataset.done;
    } catch {
      const field = Object.assign(document.createElement("input"), { value: url, readOnly: true, ariaLabel: words.textContent });
      button.after(field); // where nothing may be copied, the link stands there selected
      field.select();
    }
  };

  // The button of the list that was pressed is gone, and its opposite stands in its place.
  document.addEventListener("htmx:afterSettle", (event) => {
    const changed = document.querySelector(`:is(${ON_LIST})[data-key="${lastChanged}"]`);
    if (!lastChanged || !changed) return;
    lastChanged = "";
    const takeOff = changed.querySelector('[name="take_off"]');
    (takeOff?.getClientRects().length ? takeOff : changed.querySelector('[name="add"]')).focus();
  });

  // What is on the visitor's list has changed, here or while this page lay in the browser's memory: ask anew for the
  // stylesheet that shows it. Those before it stay until it has come; of several under way the last one counts.
  const mine = () => [...document.querySelectorAll("#mine")];
  const askForPersonalStylesheet = () => {
    const last = mine().pop();
    if (!last) return;
    const fresh = last.cloneNode();
    fresh.disabled = false; // where it was not wanted until now
    fresh.href = `${last.href.split("?")[0]}?${Date.now()}`;
    fresh.addEventListener("error", () => fresh.remove());
    fresh.addEventListener("load", () => {
      if (!fresh.isConnected) return;
      for (const one of mine().slice(0, mine().indexOf(fresh))) one.remove();
      if (mine().pop() !== fresh) return;
      // The stylesheet knows single entries: the button for several stands as it was answered.
      for (const form of document.querySelectorAll(`:is(${ON_LIST}):not(.save)`)) {
        form.classList.remove("my-list-button--on", "my-list-button--off");
      }
    });
    last.after(fresh);
  };
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb === "post" && event.detail.successful) askForPersonalStylesheet();
  });
  document.addEventListener("htmx:historyRestore", askForPersonalStylesheet);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) askForPersonalStylesheet();
  });

  // Arrow keys: left and right along the ring, and where names stand on the slices, up and down to the other ring.
  document.addEventListener("keydown", (event) => {
    const here = event.target.closest?.(".slice");
    if (!here || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const slices = [...here.closest(".wheel").querySelectorAll(".slice")];
    const ring = slices.filter((slice) => slice.dataset.ring === here.dataset.ring);
    const place = ring.indexOf(here);
    const isWide = here.closest(".wheel").clientWidth >= 640;
    const away = (slice) => {
      const turn = Math.abs(slice.dataset.turn - here.dataset.turn) % 360;
      return Math.min(turn, 360 - turn);
    };
    const acrossRings = slices
      .filter((slice) => slice.dataset.ring !== here.dataset.ring)
      .sort((one, other) => away(one) - away(other))[0];
    const next = {
      ArrowRight: ring[(place + 1) % ring.length],
      ArrowLeft: ring[(place - 1 + ring.length) % ring.length],
      ArrowUp: isWide && acrossRings,
      ArrowDown: isWide && acrossRings,
    }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
})();
