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

// On a phone the menu scrolls sideways: show the entry of this page.
document.querySelector(".site-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

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
