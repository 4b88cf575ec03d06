// The little that every page does beyond HTML. Without it everything still works.
"use strict";

// "/" puts the cursor into the search, unless something is being written.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const search = document.querySelector("[data-search]");
  if (search) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

// A menu closes by Escape and by a click elsewhere.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
};

document.addEventListener("click", (event) => closeMenus(event.target.closest("[data-menu]")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("[data-menu][open]");
  closeMenus(null);
  if (menu) menu.querySelector("summary").focus();
});

// On a phone the menu and the months scroll sideways: show the entry of this page.
for (const entry of document.querySelectorAll(":is(.site-nav, .months) [aria-current]")) {
  entry.scrollIntoView({ block: "nearest", inline: "center" });
}

// Who leaves a page with something written or chosen that was not sent is asked: such pages are kept by no browser, so going
// back brings nothing back.
let sent = null;
const isChanged = (field) => {
  if (field.type === "hidden" || field.type === "submit") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  if (field.options) return field.selectedIndex !== Math.max([...field.options].findIndex((option) => option.defaultSelected), 0);
  return "defaultValue" in field && field.value !== field.defaultValue;
};

document.addEventListener("submit", (event) => {
  sent = event.target;
});
window.addEventListener("beforeunload", (event) => {
  const forms = [...document.querySelectorAll("form[data-unsaved]")].filter((form) => form !== sent);
  sent = null;
  if (forms.some((form) => [...form.elements].some(isChanged))) event.preventDefault();
});

// A part of a page that could not be fetched says so. Where the session has ended meanwhile, the whole page asks to sign in.
const requestFailed = () => document.getElementById("request-failed")?.removeAttribute("hidden");
document.addEventListener("htmx:responseError", requestFailed);
document.addEventListener("htmx:sendError", requestFailed);
document.addEventListener("htmx:beforeSwap", (event) => {
  if (new URL(event.detail.xhr.responseURL, location.href).pathname === "/account/login/") {
    event.detail.shouldSwap = false;
    location.reload();
  }
});
