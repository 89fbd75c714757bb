// For the admin: asks before a form is left in which something was typed, and goes on to it after a new login.
// What a field had when it came from the server is its default; so it does not matter when or by whom it was filled in.
(() => {
  'use strict';

  const typedAgain = document.getElementById('typed-again');
  if (typedAgain) typedAgain.requestSubmit();

  const FORMS = '#content form[method=post]:not(#login-form, #typed-again, #logout-form)';
  const NO_TEXT = new Set(['hidden', 'submit', 'button', 'reset', 'image']);
  const OF_LISTS = new Set(['action', '_selected_action', 'select_across']);
  const listed = new Map(); // of a list to choose several from, whose options Django's script moves: those at first

  function options(select) {
    return [...select.options].map((option) => option.value).sort().join('\n');
  }

  function isChanged(field) {
    if (!field.name || NO_TEXT.has(field.type) || OF_LISTS.has(field.name) || field.name.includes('__prefix__')) return false;
    if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
    if (field.tagName !== 'SELECT') return field.value.replaceAll('\r\n', '\n') !== field.defaultValue.replaceAll('\r\n', '\n');
    if (field.closest('.selector')) return listed.has(field) && listed.get(field) !== options(field);
    const all = [...field.options];
    if (all.some((option) => option.defaultSelected)) return all.some((option) => option.selected !== option.defaultSelected);
    if (field.multiple) return field.selectedOptions.length > 0;
    return field.value !== '' && (field.selectedIndex > 0 || field.classList.contains('admin-autocomplete'));
  }

  const isUnsaved = (form) => form.querySelector('.errorlist, .conflict') !== null || [...form.elements].some(isChanged);

  let isSent = false;
  addEventListener('load', () => {
    document.querySelectorAll('.selector select').forEach((select) => listed.set(select, options(select)));
  });
  addEventListener('submit', (event) => {
    const opens = event.submitter && event.submitter.formTarget === '_blank'; // a preview leaves nothing
    if (!event.defaultPrevented && !opens) isSent = true;
  });
  addEventListener('pageshow', () => {
    isSent = false; // back, to the page as it was left
  });
  addEventListener('beforeunload', (event) => {
    if (isSent || ![...document.querySelectorAll(FORMS)].some(isUnsaved)) return;
    event.preventDefault();
    event.returnValue = ''; // for browsers that don't know the line above
  });
})();
