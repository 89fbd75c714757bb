// For the admin: chooses icons from pictures of them. Without this file their names are typed.
(() => {
  'use strict';

  const SOON = 250; // milliseconds after the last key
  const OF_PICTURE = ['hue', 'icon', 'icons_around'];
  const asked = new WeakMap(); // the last address that an element was asked to show
  const waiting = new WeakMap();
  let dialog, picker;

  const inputOf = (one) => one.querySelector('input');
  const namesIn = (input) => input.value.trim().split(/[\s,;|]+/).filter(Boolean);

  async function load(address) {
    const response = await fetch(address);
    if (!response.ok || response.redirected) throw new Error(); // a login has ended: the names can still be typed
    return response.text();
  }

  async function show(element, address) {
    if (asked.get(element) === address) return;
    asked.set(element, address);
    try {
      const html = await load(address);
      if (asked.get(element) === address) element.innerHTML = html;
    } catch {
      asked.delete(element);
    }
  }

  function showChosen(one) {
    const query = new URLSearchParams({ names: inputOf(one).value });
    show(one.querySelector('[data-chosen]'), `${one.dataset.chosenIcons}?${query}`);
  }

  function showPicture(form) {
    const picture = form.querySelector('[data-picture]');
    if (!picture) return;
    const value = (name) => form.elements[name]?.value.trim();
    const icon = value('icon') || picture.dataset.inherited;
    const query = new URLSearchParams({ hue: value('hue') || picture.dataset.hue, icon, around: value('icons_around') || '' });
    show(picture, `${picture.dataset.picture}?${query}`);
  }

  addEventListener('input', (event) => {
    const { target } = event;
    const one = target.closest('[data-icon-picker]');
    const isOfPicture = OF_PICTURE.includes(target.name) && target.form;
    if (!one && !isOfPicture) return;
    clearTimeout(waiting.get(target));
    waiting.set(target, setTimeout(() => {
      if (one) showChosen(one);
      if (isOfPicture) showPicture(target.form);
    }, SOON));
  });

  // The dialog: one for the page, outside of the forms, so that no key in it sends one.
  const buttons = () => [...dialog.querySelectorAll('.icon-dialog__grid button')];
  const shown = () => buttons().filter((button) => !button.closest('[hidden]'));

  function say(text, what) {
    dialog.querySelector('[data-status]').textContent = `${text} ${what}`;
  }

  function mark() {
    const names = namesIn(inputOf(picker));
    for (const button of buttons()) button.setAttribute('aria-pressed', names.includes(button.value));
  }

  function sayChosen() {
    const names = namesIn(inputOf(picker));
    const most = Number(picker.dataset.most);
    const { chosen, full } = dialog.querySelector('[data-status]').dataset;
    if (names.length) say(most === 1 || names.length < most ? chosen : full, names.join(', '));
    else say('', '');
  }

  // One button of them all is reached by the tabulator, the others by the arrows.
  function makeReachable(button) {
    for (const other of dialog.querySelectorAll('.icon-dialog__grid button[tabindex="0"]')) other.tabIndex = -1;
    if (button) button.tabIndex = 0;
  }

  function search(text) {
    const words = text.toLowerCase().split(/[\s-]+/).filter(Boolean);
    dialog.querySelector('[data-first]').hidden = words.length > 0;
    let found = 0;
    for (const button of dialog.querySelectorAll('[data-all] button')) {
      button.hidden = !words.every((word) => button.value.includes(word));
      if (!button.hidden) found += 1;
    }
    makeReachable(shown()[0]);
    if (words.length) say(dialog.querySelector('[data-status]').dataset.found, found);
    else sayChosen();
  }

  function choose(name) {
    const input = inputOf(picker);
    const most = Number(picker.dataset.most);
    let names = namesIn(input);
    if (names.includes(name) && most > 1) names = names.filter((other) => other !== name);
    else if (most === 1) names = [name];
    else if (names.length < most) names.push(name);
    input.value = names.join(' ');
    input.dispatchEvent(new Event('input', { bubbles: true }));
    mark();
    sayChosen();
    if (most === 1) dialog.close();
  }

  function nextInRow(all, from, direction) {
    const start = all[from];
    const before = direction < 0 ? all.slice(0, from).reverse() : all.slice(from + 1);
    const first = before.find((button) => button.getBoundingClientRect().top !== start.getBoundingClientRect().top);
    if (!first) return null;
    const { top } = first.getBoundingClientRect();
    const { left } = start.getBoundingClientRect();
    const away = (button) => Math.abs(button.getBoundingClientRect().left - left);
    const row = before.slice(before.indexOf(first)).filter((button) => button.getBoundingClientRect().top === top);
    return row.reduce((best, button) => (away(button) < away(best) ? button : best));
  }

  function move(event) {
    const button = event.target.closest('.icon-dialog__grid button');
    if (!button) return;
    const all = shown();
    const at = all.indexOf(button);
    const to = {
      ArrowRight: () => all[at + 1],
      ArrowLeft: () => all[at - 1],
      ArrowDown: () => nextInRow(all, at, 1),
      ArrowUp: () => nextInRow(all, at, -1),
      Home: () => all[0],
      End: () => all[all.length - 1],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    const next = to();
    if (!next) return;
    makeReachable(next);
    next.focus();
  }

  async function makeDialog(address) {
    const html = await load(address);
    const made = document.createElement('dialog');
    made.className = 'icon-dialog';
    made.setAttribute('aria-labelledby', 'icon-dialog-title');
    made.innerHTML = html;
    document.body.append(made);
    made.addEventListener('keydown', move);
    made.querySelector('input').addEventListener('input', (event) => search(event.target.value));
    made.querySelector('input').addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
      event.preventDefault();
      shown()[0]?.focus();
    });
    made.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (button?.matches('[data-done]') || event.target === made) made.close(); // the dialog itself: beside it
      else if (button) {
        makeReachable(button);
        choose(button.value);
      }
    });
    return made;
  }

  addEventListener('click', async (event) => {
    const opener = event.target.closest('[data-choose-icons]');
    if (!opener) return;
    const one = opener.closest('[data-icon-picker]');
    try {
      dialog ??= await makeDialog(one.dataset.allIcons);
    } catch {
      inputOf(one).focus();
      return;
    }
    picker = one;
    dialog.querySelector('input').value = '';
    mark();
    search('');
    if (!dialog.open) dialog.showModal();
  });

  for (const opener of document.querySelectorAll('[data-choose-icons]')) opener.hidden = false;
})();
